namespace Messaging;

/// <summary>Hurries the dispatcher of this process. Never needed for correctness: the dispatcher polls.</summary>
/// <remarks>
/// Sends through the client and joined sends whose commit the library sees wake it themselves. Call <see cref="Notify"/> after committing a raw <c>DbTransaction</c>
/// in which a joined send took part, since such a commit raises no event.
/// </remarks>
public interface IMessagingSignal
{
    /// <summary>Tells the dispatcher that there may be due messages. Thread-safe, returns at once.</summary>
    void Notify();
}
