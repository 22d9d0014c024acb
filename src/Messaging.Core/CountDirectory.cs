using Messaging.Storage;

namespace Messaging;

/// <summary>Reads counts within bounds.</summary>
internal sealed class CountDirectory(ICountStore store) : IMessageCounts
{
    public Task<IReadOnlyList<MessageCount>> CountAsync(MessageCountQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        OperatorReason.CheckStorable(query.Tenant, nameof(query));
        return query.To < query.From || query.To.DayNumber - query.From.DayNumber >= MessageCountQuery.MaxDays
            ? throw new InvalidMessageException(nameof(query.To), $"Ask for 1 to {MessageCountQuery.MaxDays} days, the last not before the first; ask again for more.")
            : store.CountAsync(query, cancellationToken);
    }
}
