using System.Diagnostics.Metrics;

namespace Messaging;

/// <summary>The instruments of one host. <c>docs/telemetry.md</c> lists them, and a test compares the list.</summary>
/// <remarks>
/// Each host has a meter of its own, from its <see cref="IMeterFactory"/> where there is one, so that hosts in one process can be told apart. Nothing is computed or allocated while nobody
/// listens: whoever records asks <see cref="Instrument.Enabled"/> before it loops or makes tags. What is read on demand is added by whoever knows it, see <see cref="Meter"/>.
/// </remarks>
internal sealed class MessagingMetrics : IDisposable
{
    private static readonly double[] Moments = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
    private static readonly double[] Waits = [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600, 14400, 86400];
    private static readonly int[] Sizes = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

    private readonly bool _isOwn;
    private int _active;

    public MessagingMetrics(IMeterFactory? factory = null)
    {
        _isOwn = factory is null;
        Meter = factory?.Create(new MeterOptions(MessagingDiagnostics.MeterName)) ?? new Meter(MessagingDiagnostics.MeterName);
        Requests = Count("messaging.requests", "{request}", "Requests to send, by what came of them.");
        Stored = Count("messaging.messages.stored", "{message}", "Messages stored.");
        Claimed = Count("messaging.messages.claimed", "{message}", "Messages claimed.");
        ClaimSize = Size("messaging.claim.size", "{message}", "Messages in a claim.");
        ClaimDuration = Duration("messaging.claim.duration", "How long a claim took.", Moments);
        WaitDuration = Duration("messaging.wait.duration", "From the time a message was due to its claim.", Waits);
        PrepareDuration = Duration("messaging.prepare.duration", "Checking a claimed message once more and rendering it.", Moments);
        SendDuration = Duration("messaging.send.duration", "A call to a provider.", Moments);
        Attempts = Count("messaging.attempts", "{attempt}", "Attempts to send.");
        Finished = Count("messaging.messages.finished", "{message}", "Messages that ended.");
        Retried = Count("messaging.messages.retried", "{message}", "Messages that are tried again later.");
        Deferred = Count("messaging.messages.deferred", "{message}", "Messages put off without using up an attempt.");
        Parked = Count("messaging.messages.parked", "{message}", "Messages whose outcome is unknown and that wait for proof.");
        Resolved = Count("messaging.messages.resolved", "{message}", "Messages with an unknown outcome that were decided.");
        PossibleDuplicates = Count("messaging.messages.possible_duplicates", "{message}", "Messages sent again although an earlier attempt may have arrived.");
        Rescued = Count("messaging.messages.rescued", "{message}", "Messages taken from dispatchers that vanished, or from calls that hang.");
        FencedWrites = Count("messaging.fenced_writes", "{write}", "Results that came after their lease was lost and were kept as evidence only.");
        LimitWait = Duration("messaging.limit.wait", "How long messages were put off because a connection's rate was used up.", Waits);
        BreakerOpenings = Count("messaging.breaker.openings", "{opening}", "Circuit breakers that opened.");
        BatchSize = Size("messaging.batch.size", "{item}", "Items in one call to the store.");
        StoreRetries = Count("messaging.store.retries", "{retry}", "Calls to the store that are repeated after a passing failure.");
        StoreOutages = Count("messaging.store.outages", "{outage}", "Times the store began to fail.");
        JanitorFailures = Count("messaging.janitor.failures", "{failure}", "Parts of the sweep that failed.");
        Webhooks = Count("messaging.webhooks", "{request}", "Webhook requests, by what they were answered.");
        InboundGivenUp = Count("messaging.inbound.given_up", "{message}", "Inbound messages that the host's handler failed to take each time they were offered.");
        Meter.CreateObservableUpDownCounter("messaging.sends.active", () => Volatile.Read(ref _active), "{call}", "Calls to providers under way.");
    }

    /// <summary>The meter, for instruments that are read on demand.</summary>
    public Meter Meter { get; }

    public Counter<long> Requests { get; }

    public Counter<long> Stored { get; }

    public Counter<long> Claimed { get; }

    public Histogram<int> ClaimSize { get; }

    public Histogram<double> ClaimDuration { get; }

    public Histogram<double> WaitDuration { get; }

    public Histogram<double> PrepareDuration { get; }

    public Histogram<double> SendDuration { get; }

    public Counter<long> Attempts { get; }

    public Counter<long> Finished { get; }

    public Counter<long> Retried { get; }

    public Counter<long> Deferred { get; }

    public Counter<long> Parked { get; }

    public Counter<long> Resolved { get; }

    public Counter<long> PossibleDuplicates { get; }

    public Counter<long> Rescued { get; }

    public Counter<long> FencedWrites { get; }

    public Histogram<double> LimitWait { get; }

    public Counter<long> BreakerOpenings { get; }

    public Histogram<int> BatchSize { get; }

    public Counter<long> StoreRetries { get; }

    public Counter<long> StoreOutages { get; }

    public Counter<long> JanitorFailures { get; }

    public Counter<long> Webhooks { get; }

    public Counter<long> InboundGivenUp { get; }

    /// <summary>A call to a provider begins.</summary>
    public void CallBegins() => Interlocked.Increment(ref _active);

    /// <summary>A call to a provider has ended.</summary>
    public void CallEnds() => Interlocked.Decrement(ref _active);

    /// <summary>Counts one, with one tag.</summary>
    public static void Add(Counter<long> counter, string tag, string value, long count = 1)
    {
        if (count > 0)
        {
            counter.Add(count, new KeyValuePair<string, object?>(tag, value));
        }
    }

    public void Dispose()
    {
        // A factory keeps its meters for whoever asks for the same name, and ends them itself.
        if (_isOwn)
        {
            Meter.Dispose();
        }
    }

    private Counter<long> Count(string name, string unit, string description) => Meter.CreateCounter<long>(name, unit, description);

    private Histogram<int> Size(string name, string unit, string description) =>
        Meter.CreateHistogram(name, unit, description, null, new InstrumentAdvice<int> { HistogramBucketBoundaries = Sizes });

    private Histogram<double> Duration(string name, string description, double[] bounds) =>
        Meter.CreateHistogram(name, "s", description, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds });
}
