namespace Messaging.Dispatching;

/// <summary>Tells the dispatchers of other processes that this one committed something. A hint and no promise: what is lost on the way is found by polling.</summary>
internal interface IWakeUpHint
{
    /// <summary>Passes on that something is due. Thread-safe, returns at once, never throws, and never takes part in a transaction of the caller.</summary>
    /// <param name="lanes">The lanes that have news; null for any.</param>
    void Send(IReadOnlyCollection<long>? lanes);
}
