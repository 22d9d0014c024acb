using Messaging.Storage;

namespace Messaging.Maintenance;

/// <summary>One way through the messages, oldest first: where it has come to, and when it goes again. Single-threaded.</summary>
/// <remarks>
/// What was passed over, because it had not ended yet, is found by beginning anew once a day. Until then only what has grown old since is looked at, so that neither kept rows nor the dead
/// entries of deleted ones are gone through at each sweep.
/// </remarks>
internal sealed class RetentionWalk(RetainedRows rows, TimeSpan period, IReadOnlyCollection<string> tenants, bool isExcept, bool byMonths)
{
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Round = TimeSpan.FromDays(1);

    private Guid _after;
    private long? _began;
    private long? _ended;

    public RetainedRows Rows => rows;

    /// <summary>Whether there is something to do now.</summary>
    public bool IsDue(TimeProvider time)
    {
        if (_ended is { } ended && time.GetElapsedTime(ended) < Rest)
        {
            return false;
        }

        if (_began is not { } began || (_ended is not null && time.GetElapsedTime(began) >= Round))
        {
            (_after, _began) = (default, time.GetTimestamp());
        }

        _ended = null;
        return true;
    }

    /// <summary>The stretch that comes next.</summary>
    public PruneRange Next(DateTimeOffset now)
    {
        var before = now - period;
        before = byMonths ? new DateTimeOffset(before.Year, before.Month, 1, 0, 0, 0, TimeSpan.Zero) : before;
        return new PruneRange { Rows = rows, Before = before, After = _after, Tenants = tenants, IsExcept = isExcept };
    }

    /// <summary>Notes how far it came.</summary>
    public void Take(PruneStep step, TimeProvider time)
    {
        _after = step.Last;
        _ended = step.IsEnd ? time.GetTimestamp() : null;
    }

    /// <summary>The ways that options ask for: one for each kind of rows and each different time.</summary>
    public static IReadOnlyList<RetentionWalk> Of(RetentionOptions options)
    {
        var longest = options.LongestMessages;
        return
        [
            .. Of(options, RetainedRows.Contents, p => p.Contents, _ => false),
            .. Of(options, RetainedRows.Events, p => p.Events, _ => false),
            .. Of(options, RetainedRows.Messages, p => p.Messages, t => options.ByMonths && t == longest),
        ];
    }

    private static IEnumerable<RetentionWalk> Of(RetentionOptions options, RetainedRows rows, Func<RetentionPeriods, TimeSpan?> period, Func<TimeSpan, bool> byMonths)
    {
        var common = period(options.Default);
        var others = options.Tenants.Where(t => period(t.Value) != common).ToList();
        if (common is { } time)
        {
            yield return new RetentionWalk(rows, time, [.. others.Select(t => t.Key)], isExcept: true, byMonths(time));
        }

        foreach (var group in others.Where(t => period(t.Value) is not null).GroupBy(t => period(t.Value)!.Value, t => t.Key))
        {
            yield return new RetentionWalk(rows, group.Key, [.. group], isExcept: false, byMonths(group.Key));
        }
    }
}
