using System.Text.Json;
using Messaging.Reliability.Host.Faults;

namespace Messaging.Reliability.Host;

/// <summary>Everything a process is told, passed as JSON on its command line.</summary>
public sealed record HostSettings
{
    public required HostRole Role { get; init; }

    public DatabaseKind Database { get; init; }

    public string ConnectionString { get; init; } = "";

    /// <summary>Whether the messaging tables are in the host's own context, beside its bookings.</summary>
    public bool OwnContext { get; init; }

    public StoreKind Store { get; init; }

    /// <summary>Whether it dispatches from a SQLite file without asking whether another process does: as if the lock did not hold.</summary>
    public bool IgnoresFileLock { get; init; }

    /// <summary>Where every process writes down what its provider took.</summary>
    public string LedgerFolder { get; init; } = "";

    /// <summary>What tells this process from others, also in its EHLO.</summary>
    public string Node { get; init; } = "node";

    public FaultPoint Fault { get; init; }

    public FaultAction Action { get; init; }

    /// <summary>The address whose message alone reaches the fault point, and each time; null for whichever message is first, once.</summary>
    public string? Poison { get; init; }

    /// <summary>Whether the ledger's provider remembers idempotency keys.</summary>
    public bool HonoursKeys { get; init; }

    /// <summary>Whether the provider reports delivery before it answers the call.</summary>
    public bool ReportsEarly { get; init; }

    /// <summary>The port of an SMTP server to send to, or 0 for the provider that only keeps a ledger.</summary>
    public int SmtpPort { get; init; }

    /// <summary>How many messages the server takes without answering, closing the connection instead.</summary>
    public int UnansweredMails { get; init; }

    /// <summary>How long the provider thinks before it answers.</summary>
    public TimeSpan AnswerDelay { get; init; }

    /// <summary>Whether processes wake each other.</summary>
    public bool WakeUpHints { get; init; } = true;

    /// <summary>Whether each call to the provider is announced, with its message and the time of the machine's monotonic clock, which all processes share.</summary>
    public bool TellsCalls { get; init; }

    /// <summary>How many messages to store.</summary>
    public int Messages { get; init; } = 1;

    public MessageCategory Category { get; init; }

    public string? IdempotencyKey { get; init; }

    /// <summary>Whether the booking opens a transaction itself instead of leaving that to saving.</summary>
    public bool ExplicitTransaction { get; init; }

    /// <summary>The message to report about.</summary>
    public Guid MessageId { get; init; }

    /// <summary>The key of the report.</summary>
    public string EventKey { get; init; } = "";

    /// <summary>The most messages a recipient gets in a day, or null.</summary>
    public int? DailyCap { get; init; }

    /// <summary>How long a start mark waits before it is written, so that there is time for something to come in between.</summary>
    public TimeSpan StartDelay { get; init; }

    public int MaxInFlight { get; init; } = 64;

    public int SmtpConnections { get; init; } = 8;

    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan SafetyMargin { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan ProviderTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether the janitors run: without them, recovery is another node's work, and a paused process holds no lock of theirs.</summary>
    public bool Sweeps { get; init; } = true;

    public TimeSpan Sweep { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long it waits before it repeats a refused attempt for the first time, or null for what a host waits by default.</summary>
    public TimeSpan? FirstRetry { get; init; }

    public TimeSpan ProofGrace { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan UnknownAfter { get; init; } = TimeSpan.FromHours(72);

    public static HostSettings Parse(string json) => JsonSerializer.Deserialize<HostSettings>(json)!;

    public string ToJson() => JsonSerializer.Serialize(this);
}
