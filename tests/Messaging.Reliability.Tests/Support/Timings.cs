using Messaging.Reliability.Host;
using Messaging.Reliability.Host.Faults;

namespace Messaging.Reliability.Tests.Support;

/// <summary>Short times, so that a recovery takes seconds; each is generous where only a slow machine could fail the test.</summary>
public static class Timings
{
    /// <summary>A process that something happens to. It never sweeps, so that recovery is somebody else's work, and its lease lasts until the test lets it run out.</summary>
    public static HostSettings AsVictim(this HostSettings settings, FaultPoint point, FaultAction action = FaultAction.Kill)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings with
        {
            Node = "victim",
            Fault = point,
            Action = action,
            Heartbeat = TimeSpan.FromSeconds(2),
            Poll = TimeSpan.FromMilliseconds(100),
            Sweeps = false,
        };
    }

    /// <summary>A node that takes over: it sweeps often and decides soon about unknown outcomes.</summary>
    public static HostSettings AsSurvivor(this HostSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings with
        {
            Node = "survivor",
            Heartbeat = TimeSpan.FromSeconds(1),
            Lease = TimeSpan.FromSeconds(30),
            SafetyMargin = TimeSpan.FromSeconds(5),
            ProviderTimeout = TimeSpan.FromSeconds(10),
            Poll = TimeSpan.FromMilliseconds(100),
            Sweep = TimeSpan.FromMilliseconds(200),
            ProofGrace = TimeSpan.FromMilliseconds(300),
            UnknownAfter = TimeSpan.FromSeconds(1),
        };
    }
}
