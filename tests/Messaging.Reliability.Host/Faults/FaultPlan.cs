using System.Diagnostics;

namespace Messaging.Reliability.Host.Faults;

/// <summary>The one thing that goes wrong in this process, the first time a point is reached.</summary>
internal sealed class FaultPlan(HostSettings settings, Announcer announcer)
{
    private int _reached;

    /// <summary>Notes that a point is reached, and lets happen what is planned there.</summary>
    /// <exception cref="MessageStoreException">The plan is a failure of the store.</exception>
    public Task ReachAsync(FaultPoint point, CancellationToken cancellationToken = default) => ReachAsync(point, null, cancellationToken);

    /// <param name="point">The point.</param>
    /// <param name="address">Whose message reaches it, where that is known.</param>
    /// <param name="cancellationToken">Ends a wait.</param>
    /// <exception cref="MessageStoreException">The plan is a failure of the store.</exception>
    public async Task ReachAsync(FaultPoint point, string? address, CancellationToken cancellationToken)
    {
        if (!IsDue(point, address))
        {
            return;
        }

        switch (settings.Action)
        {
            case FaultAction.Pause:
                ProcessSignal.StopSelf();
                break;
            case FaultAction.Fail:
                throw new MessageStoreException("The connection was lost.") { IsTransient = true, OutcomeUnknown = true };
            case FaultAction.Hold:
                await announcer.WaitForGoAsync(cancellationToken);
                break;
            default:
                Kill();
                break;
        }
    }

    /// <summary>The same for places that cannot wait: only a kill can be planned there.</summary>
    public void Reach(FaultPoint point)
    {
        if (IsDue(point))
        {
            Kill();
        }
    }

    private bool IsDue(FaultPoint point, string? address = null)
    {
        if (point != settings.Fault || (settings.Poison is { } poison && !string.Equals(address, poison, StringComparison.Ordinal)) || Interlocked.Exchange(ref _reached, 1) != 0)
        {
            return false;
        }

        announcer.Say($"at {point}");
        return true;
    }

    private static void Kill()
    {
        Process.GetCurrentProcess().Kill();

        // The signal is on its way: nothing of this flow may run until it has struck.
        new ManualResetEventSlim().Wait();
    }
}
