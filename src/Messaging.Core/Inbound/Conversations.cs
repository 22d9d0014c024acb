using Messaging.Channels;
using Messaging.Dispatching;
using Messaging.Preferences;
using Messaging.Storage;

namespace Messaging.Inbound;

/// <summary>Reads both sides of a conversation and sends answers.</summary>
internal sealed class Conversations(
    IInboundStore store, IMessagingClient client, IContacts contacts, MessageRenderer renderer, InboundWorker worker, StoreClock clock) : IConversations
{
    private const string Answer = "Re: ";
    private const int MaxSubject = 500;
    private const int MaxName = 255;

    public async Task<ConversationPage> ListAsync(ConversationQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        CheckPage(query.PageSize);
        var after = PageCursor.Parse(query.Cursor);
        var (received, sent) = await FiltersOfAsync(query, cancellationToken).ConfigureAwait(false);
        var limit = query.PageSize + 1;
        var inbound = await store.ListAsync(received, after, limit, cancellationToken).ConfigureAwait(false);
        var outbound = await store.ListSentAsync(sent, after, limit, cancellationToken).ConfigureAwait(false);
        var ordered = inbound.Select(m => (At: m.ReceivedAt, m.Id, Received: (InboundMessage?)m, Sent: (SentMessage?)null))
            .Concat(outbound.Select(m => (At: m.Message.CreatedAt, m.Message.Id, Received: (InboundMessage?)null, Sent: (SentMessage?)m)))
            .OrderByDescending(e => e.At)
            .ThenByDescending(e => e.Id)
            .ToList();
        var entries = new List<ConversationEntry>();
        foreach (var entry in ordered.Take(query.PageSize))
        {
            entries.Add(entry.Received is { } message ? ToEntry(message) : await ToEntryAsync(entry.Sent!, cancellationToken).ConfigureAwait(false));
        }

        return new ConversationPage(entries, ordered.Count > query.PageSize ? PageCursor.ToText(entries[^1].At, entries[^1].Id) : null);
    }

    public async Task<InboundPage> ListInboundAsync(InboundQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        CheckPage(query.PageSize);
        var filter = new InboundFilter { Tenant = query.Tenant, Channel = query.Channel, State = query.State };
        var found = await store.ListAsync(filter, PageCursor.Parse(query.Cursor), query.PageSize + 1, cancellationToken).ConfigureAwait(false);
        return found.Count <= query.PageSize
            ? new InboundPage(found, null)
            : new InboundPage([.. found.Take(query.PageSize)], PageCursor.ToText(found[query.PageSize - 1].ReceivedAt, found[query.PageSize - 1].Id));
    }

    public async Task<InboundMessage?> FindAsync(Guid id, string tenant = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return await store.ListAsync(new InboundFilter { Tenant = tenant, Id = id }, null, 1, cancellationToken).ConfigureAwait(false) is [var found] ? found : null;
    }

    public async Task<SendReceipt> ReplyAsync(Guid id, InlineContent content, ReplyOptions? options = null, string tenant = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        var message = await FindAsync(id, tenant, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidMessageException(nameof(id), "The tenant has no inbound message with this id.");
        return await client.SendAsync(ToRequest(message, content, options ?? new ReplyOptions()), cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> OfferAgainAsync(Guid id, string tenant = "", CancellationToken cancellationToken = default)
    {
        if (await FindAsync(id, tenant, cancellationToken).ConfigureAwait(false) is not { State: InboundState.GivenUp } message)
        {
            return false;
        }

        var next = message with { State = InboundState.Waiting, Attempts = 0, DueAt = clock.GetUtcNow() };
        var isMine = await store.UpdateAsync(message, next, cancellationToken).ConfigureAwait(false);
        if (isMine)
        {
            worker.Notify();
        }

        return isMine;
    }

    public async Task<int> DeleteAsync(Contact contact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contact);
        return await store.DeleteAsync(contact.Tenant, await contacts.GetIdAsync(contact, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    private static void CheckPage(int pageSize)
    {
        if (pageSize is < 1 or > ConversationQuery.MaxPageSize)
        {
            throw new InvalidMessageException(nameof(ConversationQuery.PageSize), $"A page has 1 to {ConversationQuery.MaxPageSize} entries.");
        }
    }

    private static MessageRequest ToRequest(InboundMessage message, InlineContent content, ReplyOptions options)
    {
        var isEmail = message.Channel == MessageChannel.Email;
        var subject = message.Subject.StartsWith(Answer, StringComparison.OrdinalIgnoreCase) ? message.Subject : Answer + message.Subject;
        return new MessageRequest
        {
            Content = isEmail && string.IsNullOrEmpty(content.Subject) ? content with { Subject = StorableText.Clean(subject, MaxSubject) } : content,
            To = [new Recipient { Id = message.RecipientId, Type = message.RecipientType, Name = SingleLine.Check(message.FromName, MaxName) is null ? message.FromName : "", Addresses = new Dictionary<MessageChannel, string> { [message.Channel] = message.From } }],
            Channels = [message.Channel],
            Tenant = message.TenantId,
            Type = "reply",
            CreatedBy = options.CreatedBy,
            IdempotencyKey = options.IdempotencyKey,
            Attachments = options.Attachments,
        };
    }

    private static ConversationEntry ToEntry(InboundMessage message) => new() { Id = message.Id, At = message.ReceivedAt, Channel = message.Channel, Text = message.Text, Received = message };

    private async Task<(InboundFilter Received, SentFilter Sent)> FiltersOfAsync(ConversationQuery query, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(query.RecipientId))
        {
            return (
                new InboundFilter { Tenant = query.Tenant, RecipientId = query.RecipientId, RecipientType = query.RecipientType, Channel = query.Channel },
                new SentFilter { Tenant = query.Tenant, RecipientId = query.RecipientId, RecipientType = query.RecipientType, Channels = query.Channel is { } one ? [one] : [] });
        }

        if (query.Channel is not { IsEmpty: false } channel || string.IsNullOrEmpty(query.Address))
        {
            throw new InvalidMessageException(nameof(query), "Whose conversation? Give the RecipientId of a person, or an Address with its Channel.");
        }

        if (!ChannelAddress.TryNormalize(channel, query.Address, out var address, out var problem))
        {
            throw new InvalidMessageException(nameof(query.Address), problem);
        }

        var contact = await contacts.GetIdAsync(Contact.Address(channel, address, query.Tenant), cancellationToken).ConfigureAwait(false);
        return (
            new InboundFilter { Tenant = query.Tenant, ContactId = contact, Channel = channel },
            new SentFilter { Tenant = query.Tenant, Address = address, Channels = [channel] });
    }

    private async Task<ConversationEntry> ToEntryAsync(SentMessage sent, CancellationToken cancellationToken) => new()
    {
        Id = sent.Message.Id,
        At = sent.Message.CreatedAt,
        Channel = sent.Message.Channel,
        Text = await TextOfAsync(sent, cancellationToken).ConfigureAwait(false),
        Sent = new MessageSummary { Message = sent.Message, Delivery = sent.Delivery },
    };

    private async Task<string?> TextOfAsync(SentMessage sent, CancellationToken cancellationToken)
    {
        if (sent.Content is not { } content)
        {
            return null;
        }

        try
        {
            return (await renderer.RenderAsync(sent.Message, content, frozen: true, cancellationToken).ConfigureAwait(false)).Content.Text;
        }
        catch (Exception e) when (e is MessagingException and not MessageStoreException)
        {
            return null;
        }
    }
}
