using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Messaging;

/// <summary>The names under which the library reports to OpenTelemetry: add both with <c>AddSource</c> and <c>AddMeter</c>.</summary>
public static class MessagingDiagnostics
{
    /// <summary>The name of the activity source.</summary>
    public const string ActivitySourceName = "Messaging";

    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Messaging";

    internal static ActivitySource Activities { get; } = new(ActivitySourceName);

    internal static Meter Meter { get; } = new(MeterName);

    internal static Counter<long> Webhooks { get; } =
        Meter.CreateCounter<long>("messaging.webhooks", "{request}", "Webhook requests, by provider and by what they were answered: applied, forged, malformed, failed.");

    internal static Counter<long> InboundGivenUp { get; } =
        Meter.CreateCounter<long>("messaging.inbound_given_up", "{message}", "Inbound messages that the host's handler failed to take each time they were offered.");

    internal static Counter<long> FencedWrites { get; } =
        Meter.CreateCounter<long>("messaging.fenced_writes", "{write}", "Results that came after their lease was lost and were kept as evidence only.");
}
