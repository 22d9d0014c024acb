using Messaging.Channels;

namespace Messaging.Dispatching;

/// <summary>How the dispatcher of this process is doing at a moment. Made by <see cref="DispatcherWatch"/> from what the process knows; making it asks nothing of the database.</summary>
internal sealed record DispatcherHealth
{
    /// <summary>Whether the host has started it, and not stopped it yet.</summary>
    public required bool IsStarted { get; init; }

    /// <summary>Whether its loop has ended although nobody stopped it.</summary>
    public required bool HasFailed { get; init; }

    /// <summary>Whether it has a lease and trusts it.</summary>
    public required bool HasLease { get; init; }

    /// <summary>How long ago the database last confirmed the lease; before the first time, how long ago it was started.</summary>
    public required TimeSpan HeartbeatAge { get; init; }

    /// <summary>How long ago the heartbeat last came round, whether the database answered or not.</summary>
    public required TimeSpan RoundAge { get; init; }

    /// <summary>How far the database's clock is ahead of this process's.</summary>
    public required TimeSpan ClockOffset { get; init; }

    /// <summary>Whether the offset held still between the last two heartbeats. While it does not, nothing is claimed.</summary>
    public required bool IsClockSteady { get; init; }

    /// <summary>How long the oldest message that is due has been waiting to be claimed, or zero.</summary>
    public required TimeSpan OldestDue { get; init; }

    /// <summary>How long ago it last looked what is due.</summary>
    public required TimeSpan LookAge { get; init; }

    /// <summary>Since when the database has been failing, and why; null while it answers.</summary>
    public required StoreOutage? Outage { get; init; }

    /// <summary>The application's own connections that were refused for their set-up and are left alone.</summary>
    public required IReadOnlyList<string> Misconfigured { get; init; }

    /// <summary>The application's own connections whose circuit breaker is not closed.</summary>
    public required IReadOnlyList<string> Broken { get; init; }

    /// <summary>How many connections of tenants are either.</summary>
    public required int TroubledOfTenants { get; init; }

    /// <summary>The janitors whose last run failed.</summary>
    public required IReadOnlyList<string> FailingJanitors { get; init; }

    /// <summary>Whether it should hear of what other processes commit, and does not.</summary>
    public bool IsPollingOnly { get; init; }

    /// <summary>Whether everything has been paused since it started on what looked like a restored backup.</summary>
    public bool IsPausedAfterRestore { get; init; }

    /// <summary>Whether everything is paused, for whatever reason.</summary>
    public bool IsPaused { get; init; }

    /// <summary>How many pauses hold, of everything or of parts.</summary>
    public int Pauses { get; init; }

    /// <summary>How many messages are in flight.</summary>
    public required int InFlight { get; init; }

    /// <summary>How many may be.</summary>
    public required int Slots { get; init; }

    /// <summary>The names of connections, each once, whatever channels they serve.</summary>
    internal static IReadOnlyList<string> NamesOf(IEnumerable<ChannelConnection> connections) => [.. connections.Select(c => c.Name).Distinct(StringComparer.Ordinal)];
}
