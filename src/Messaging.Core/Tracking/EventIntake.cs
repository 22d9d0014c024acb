using Messaging.Channels;
using Messaging.Messages;
using Messaging.Preferences;
using Messaging.Storage;

namespace Messaging.Tracking;

/// <summary>Applies what webhooks report: first to contacts, then to messages. Reports of requests that arrive together are written in common transactions.</summary>
internal sealed class EventIntake : IAsyncDisposable
{
    private const int MaxBatch = 500;
    private const int MaxWaiting = 2_000;

    private readonly IEventStore _store;
    private readonly ContactFeedback _feedback;
    private readonly StoreClock _clock;
    private readonly Coalescer<MessageEvent, bool> _writes;

    public EventIntake(IEventStore store, ContactFeedback feedback, StoreClock clock)
    {
        (_store, _feedback, _clock) = (store, feedback, clock);
        _writes = new Coalescer<MessageEvent, bool>(MaxBatch, MaxWaiting, WriteAsync, isRepeatable: true);
    }

    /// <summary>Takes reports. When it returns, their effect is committed. A call that fails may be repeated.</summary>
    public async Task TakeAsync(string provider, ProviderAccount account, IReadOnlyList<WebhookEvent> events, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var reports = events.Select(e => (Event: e, Report: ToReport(provider, account, e, now))).DistinctBy(r => r.Report.EventKey, StringComparer.Ordinal).ToList();
        if (reports.Exists(r => r.Event.Effect != ContactEffect.None))
        {
            reports = await FeedAsync(provider, account, reports, cancellationToken).ConfigureAwait(false);
        }

        await Task.WhenAll(reports.Select(r => _writes.RunAsync(r.Report))).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _writes.DisposeAsync();

    private static MessageEvent ToReport(string provider, ProviderAccount account, WebhookEvent reported, DateTimeOffset now)
    {
        var isNamed = MessageReference.TryParse(reported.Reference, out var reference);
        return EventRecorder.Storable(new MessageEvent
        {
            Provider = provider,
            EventKey = reported.EventKey,
            TenantId = account.Tenant.Length == 0 ? null : account.Tenant,
            DeliveryId = isNamed ? reference.MessageId : null,
            Generation = isNamed ? reference.Generation : null,
            Attempt = isNamed ? reference.Attempt : null,
            ProviderMessageId = reported.ProviderMessageId,
            Kind = Enum.IsDefined(reported.Kind) ? reported.Kind : MessageEventKind.Other,
            OccurredAt = reported.OccurredAt.ToUniversalTime(),
            ReceivedAt = now,
            Detail = reported.Detail,
        });
    }

    // Contacts before messages: should the process die in between, the provider repeats what got no answer, and the report is still new.
    private async Task<List<(WebhookEvent Event, MessageEvent Report)>> FeedAsync(
        string provider, ProviderAccount account, List<(WebhookEvent Event, MessageEvent Report)> reports, CancellationToken cancellationToken)
    {
        var telling = reports.Where(r => r.Event.Effect != ContactEffect.None).ToList();
        var answers = await _store.FindAsync([.. telling.Select(r => r.Report)], cancellationToken).ConfigureAwait(false);
        var strangers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var ((reported, report), answer) in telling.Zip(answers))
        {
            var (contact, isRecipient) = ContactOf(account, reported, answer);
            if (!isRecipient)
            {
                strangers.Add(report.EventKey);
            }

            if (!answer.IsStored && contact is not null)
            {
                await _feedback.ReportAsync(contact, contact.Channel, reported.Effect, provider, reported.OccurredAt.ToUniversalTime(), cancellationToken).ConfigureAwait(false);
            }
        }

        return strangers.Count == 0 ? reports : [.. reports.Select(r => strangers.Contains(r.Report.EventKey) ? (r.Event, r.Report with { Kind = MessageEventKind.Other }) : r)];
    }

    // A copy of an email may bounce without the recipient's address being wrong: what is said of another address than the message's is said of that address only.
    private static (Contact? Contact, bool IsRecipient) ContactOf(ProviderAccount account, WebhookEvent reported, ReportedMessage answer)
    {
        var address = !reported.Channel.IsEmpty && ChannelAddress.TryNormalize(reported.Channel, reported.Address, out var normalized, out _) ? normalized : "";
        if (answer.Message is not { } message || answer.Address.Length == 0)
        {
            return (address.Length == 0 ? null : Contact.Address(reported.Channel, address, answer.Message?.TenantId ?? account.Tenant), true);
        }

        var isRecipient = address.Length == 0 || message.Channel != reported.Channel || string.Equals(address, answer.Address, StringComparison.OrdinalIgnoreCase);
        return (Contact.Address(message.Channel, isRecipient ? answer.Address : address, message.TenantId), isRecipient);
    }

    private async Task<IReadOnlyList<bool>> WriteAsync(IReadOnlyList<MessageEvent> reports)
    {
        await _store.ApplyAsync(reports, _clock.GetUtcNow(), CancellationToken.None).ConfigureAwait(false);
        return new bool[reports.Count];
    }
}
