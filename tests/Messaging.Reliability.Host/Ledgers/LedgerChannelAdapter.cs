using System.Diagnostics;
using Messaging.Channels;
using Messaging.Messages;
using Messaging.Reliability.Host.Faults;
using Messaging.Tracking;

namespace Messaging.Reliability.Host.Ledgers;

/// <summary>A provider that takes every message and writes it down, with the fault points before it does and before it answers.</summary>
internal sealed class LedgerChannelAdapter(Ledger ledger, FaultPlan plan, EventRecorder events, HostSettings settings, Announcer announcer) : IChannelAdapter
{
    public ChannelCapabilities Capabilities { get; } = new() { IdempotencyWindow = settings.HonoursKeys ? TimeSpan.FromHours(24) : null };

    public async Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        if (settings.TellsCalls)
        {
            announcer.Say($"called {message.Id:N} {Stopwatch.GetTimestamp()}");
        }

        await plan.ReachAsync(FaultPoint.BeforeCall, message.Address, cancellationToken);
        var number = ledger.Add(new LedgerEntry(message.Id, message.Attempt, message.IdempotencyKey, settings.Node, message.Address, false), settings.HonoursKeys);

        // A provider that knows the key answers with the id it gave the first time.
        var id = settings.HonoursKeys ? $"key-{message.IdempotencyKey}" : $"{settings.Node}-{Environment.ProcessId}-{number}";
        if (settings.ReportsEarly)
        {
            await events.RecordAsync([Report(message, id)], cancellationToken);
        }

        await plan.ReachAsync(FaultPoint.AfterAccept, message.Address, cancellationToken);
        if (settings.AnswerDelay > TimeSpan.Zero)
        {
            await Task.Delay(settings.AnswerDelay, TimeProvider.System, cancellationToken);
        }

        return SendOutcome.Accepted(id);
    }

    private static MessageEvent Report(OutboundMessage message, string id) => new()
    {
        Provider = "ledger",
        EventKey = $"early-{message.Id:N}.{message.Attempt}",
        DeliveryId = message.Id,
        ProviderMessageId = id,
        Kind = MessageEventKind.Delivered,
        OccurredAt = message.CreatedAt,
        ReceivedAt = message.CreatedAt,
    };
}
