using System.Globalization;
using Messaging.Messages;
using Messaging.Storage;
using Messaging.Tracking;

namespace Messaging.Inbox;

/// <summary>Serves the inbox and tells tracking what was read.</summary>
internal sealed class RecipientInbox(IInboxStore store, EventRecorder events, StoreClock clock) : IInbox
{
    private const int MaxPageSize = 200;
    private const int MaxCount = 1_000;

    public async Task<InboxPage> ListAsync(InboxQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.PageSize is < 1 or > MaxPageSize)
        {
            throw new InvalidMessageException(nameof(query.PageSize), $"A page has 1 to {MaxPageSize} notices.");
        }

        var found = await store.ListAsync(query with { PageSize = query.PageSize + 1 }, PageCursor.Parse(query.Cursor), cancellationToken).ConfigureAwait(false);
        return found.Count <= query.PageSize
            ? new InboxPage(found, null)
            : new InboxPage([.. found.Take(query.PageSize)], PageCursor.ToText(found[query.PageSize - 1].CreatedAt, found[query.PageSize - 1].Id));
    }

    public Task<int> CountUnreadAsync(string recipientId, string tenant = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recipientId);
        ArgumentNullException.ThrowIfNull(tenant);
        return store.CountUnreadAsync(tenant, recipientId, MaxCount, cancellationToken);
    }

    public async Task<int> MarkReadAsync(string recipientId, IReadOnlyCollection<Guid>? ids, string tenant = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recipientId);
        ArgumentNullException.ThrowIfNull(tenant);
        if (ids?.Count > MaxPageSize)
        {
            throw new InvalidMessageException(nameof(ids), $"Mark at most {MaxPageSize} notices in one call, or pass null for all.");
        }

        var query = new InboxQuery { RecipientId = recipientId, Tenant = tenant, UnreadOnly = true, Ids = ids, PageSize = MaxCount };
        var unread = await store.ListAsync(query, null, cancellationToken).ConfigureAwait(false);
        var wanted = unread.Select(i => i.Id).ToList();
        if (wanted.Count == 0)
        {
            return 0;
        }

        // The report first: its key makes it repeatable, so a crash in between leaves a notice that can be marked once more.
        var now = clock.GetUtcNow();
        await events.RecordAsync([.. wanted.Select(id => Read(id, now))], cancellationToken).ConfigureAwait(false);
        return await store.MarkReadAsync(tenant, recipientId, wanted, now, cancellationToken).ConfigureAwait(false);
    }

    private static MessageEvent Read(Guid id, DateTimeOffset now) => new()
    {
        Provider = InAppChannelAdapter.ConnectionName,
        EventKey = string.Create(CultureInfo.InvariantCulture, $"{id:N}.read"),
        DeliveryId = id,
        Kind = MessageEventKind.Read,
        OccurredAt = now,
        ReceivedAt = now,
    };
}
