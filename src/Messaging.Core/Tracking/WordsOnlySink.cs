using System.Runtime.ExceptionServices;
using Messaging.Channels;
using Messaging.Messages;
using Messaging.Storage;

namespace Messaging.Tracking;

/// <summary>Where nobody asked for inbound messages, they are not kept; but an opt-out is obeyed all the same.</summary>
internal sealed class WordsOnlySink(InboundWords words, IEventStore events, StoreClock clock) : IInboundSink
{
    public async Task TakeAsync(string provider, ProviderAccount account, IReadOnlyList<WebhookMessage> messages, CancellationToken cancellationToken)
    {
        // A mark among the reports, which are forgotten in time: a STOP that is repeated after a START is not a new one.
        var marks = messages.Select(m => ToMark(provider, account, m)).ToList();
        var known = await events.FindAsync(marks, cancellationToken).ConfigureAwait(false);
        Exception? failure = null;
        for (var i = 0; i < messages.Count; i++)
        {
            try
            {
                if (!known[i].IsStored)
                {
                    await words.ObeyAsync(account.Tenant, messages[i], cancellationToken).ConfigureAwait(false);
                    await events.ApplyAsync([marks[i]], clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
                }
            }
            catch (Exception e)
            {
                failure ??= e;
            }
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private MessageEvent ToMark(string provider, ProviderAccount account, WebhookMessage message) => EventRecorder.Storable(new MessageEvent
    {
        Provider = provider,
        EventKey = "inbound:" + message.EventKey,
        TenantId = account.Tenant.Length == 0 ? null : account.Tenant,
        Kind = MessageEventKind.Other,
        OccurredAt = message.ReceivedAt.ToUniversalTime(),
        ReceivedAt = clock.GetUtcNow(),
    });
}
