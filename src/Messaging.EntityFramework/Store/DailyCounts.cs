using Messaging.Messages;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>Counts messages towards the daily caps, row by row in standard SQL. The row of a count is locked from its first change to the end of the transaction.</summary>
internal sealed class DailyCounts : IDisposable
{
    // Only for a message that was not counted: after a commit whose outcome was lost the same mark comes again.
    private const string NotCounted = "EXISTS (SELECT 1 FROM [d] WHERE [:d.Id] = @Id AND [:d.LeaseToken] = @LeaseToken AND [:d.OwnerEpoch] = @OwnerEpoch AND [:d.CapDay] = 0)";

    private const string Raise =
        $"UPDATE [q] SET [:q.Used] = [:q.Used] + 1 WHERE [:q.ContactId] = @CapContact AND [:q.Day] = @CapDay AND [:q.Used] < @CapLimit AND {NotCounted}";

    private const string Begin =
        $"""
        INSERT INTO [q] ([:q.ContactId], [:q.Day], [:q.Used], [:q.Granted], [:q.Most])
        SELECT @CapContact, @CapDay, 1, 1, @CapLimit WHERE NOT EXISTS (SELECT 1 FROM [q] WHERE [:q.ContactId] = @CapContact AND [:q.Day] = @CapDay) AND {NotCounted}
        """;

    // Both in one, where the database has words for it.
    private const string BeginOrRaise =
        $"""
        INSERT INTO [q] ([:q.ContactId], [:q.Day], [:q.Used], [:q.Granted], [:q.Most])
        SELECT @CapContact, @CapDay, 1, 1, @CapLimit WHERE @CapLimit > 0 AND {NotCounted}
        ON CONFLICT ([:q.ContactId], [:q.Day]) DO UPDATE SET [:q.Used] = [:q.Used] + 1 WHERE [:q.Used] < @CapLimit
        """;

    private const string Lower = "UPDATE [q] SET [:q.Used] = [:q.Used] - 1 WHERE [:q.ContactId] = @CapContact AND [:q.Day] = @CapDay";

    private readonly DbSession _session;
    private readonly RowStatement<DeliveryStart>? _raise;
    private readonly RowStatement<DeliveryStart> _begin;
    private readonly RowStatement<DeliveryStart> _lower;

    public DailyCounts(DbSession session)
    {
        _session = session;
        var isOne = session.Dialect.OnConflict.Length > 0;
        (_raise, _begin, _lower) = (isOne ? null : Statement(Raise), Statement(isOne ? BeginOrRaise : Begin), Statement(Lower));
    }

    /// <summary>Takes one of the day's messages for a mark that is counted.</summary>
    public async Task<CountVerdict> TakeAsync(DeliveryStart start, CancellationToken cancellationToken)
    {
        if (start.CapContact is null || start.CapLimit == 0)
        {
            return CountVerdict.None;
        }

        if ((_raise is not null && await _raise.RunAsync(start, cancellationToken).ConfigureAwait(false) > 0) || await _begin.RunAsync(start, cancellationToken).ConfigureAwait(false) > 0)
        {
            return CountVerdict.Taken;
        }

        return await _session.Rows<Delivery>().AnyAsync(d => d.Id == start.Id && d.LeaseToken == start.LeaseToken && d.OwnerEpoch == start.OwnerEpoch && d.CapDay == 0, cancellationToken).ConfigureAwait(false)
            ? CountVerdict.Full
            : CountVerdict.None;
    }

    /// <summary>Gives one back that was not used.</summary>
    public async Task GiveBackAsync(DeliveryStart start, CancellationToken cancellationToken) => await _lower.RunAsync(start, cancellationToken).ConfigureAwait(false);

    public void Dispose()
    {
        _raise?.Dispose();
        _begin.Dispose();
        _lower.Dispose();
    }

    private RowStatement<DeliveryStart> Statement(string text) =>
        new(_session, text, [.. BatchColumns.Starts.Where(c => text.Contains("@" + c.Name, StringComparison.Ordinal))]);
}
