namespace Messaging;

/// <summary>Hurries the dispatcher of this process, and those of other processes where the store can tell them. Never needed for correctness: the dispatcher polls.</summary>
/// <remarks>
/// Sends through the client and joined sends whose commit the library sees wake it themselves. Call <see cref="Notify"/> after committing a raw <c>DbTransaction</c>
/// in which a joined send took part, since such a commit raises no event.
/// </remarks>
public interface IMessagingSignal
{
    /// <summary>Tells the dispatchers that there may be due messages. Thread-safe, returns at once.</summary>
    void Notify();

    /// <summary>Whether commits of other processes wake this dispatcher, for a health check or a dashboard. <see cref="WakeUpState.PollingOnly"/> costs time, never messages.</summary>
    WakeUpState WakeUp { get; }
}
