using Messaging.Channels;

namespace Messaging.Inbox;

/// <summary>Puts messages of the in-app channel into the recipients' inboxes. The message's id is the notice's, so a repeat stores nothing twice.</summary>
internal sealed class InAppChannelAdapter(IInboxStore store) : IBatchChannelAdapter
{
    public const string ConnectionName = "inbox";

    public ChannelCapabilities Capabilities { get; } = new() { IdempotencyWindow = TimeSpan.FromDays(365), MaxBatchSize = 200 };

    public async Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        (await SendAsync([message], cancellationToken).ConfigureAwait(false))[0];

    public async Task<IReadOnlyList<SendOutcome>> SendAsync(IReadOnlyList<OutboundMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        await store.AddAsync([.. messages.Select(ToItem)], cancellationToken).ConfigureAwait(false);
        return [.. messages.Select(m => SendOutcome.Accepted(m.Id.ToString("N")))];
    }

    private static InboxItem ToItem(OutboundMessage message) => new()
    {
        Id = message.Id,
        TenantId = message.Tenant,
        RecipientId = message.Address,
        Title = message.Content.Subject ?? "",
        Body = message.Content.Text ?? "",
        Type = message.Type,
        EntityType = message.Entity.Type,
        EntityId = message.Entity.Id,
        CreatedAt = message.CreatedAt,
    };
}
