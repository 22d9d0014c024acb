namespace Messaging.Maintenance;

/// <summary>One duty of the sweep. Every node performs all of them, none leads; the guards of the store settle races.</summary>
internal interface IJanitor
{
    /// <summary>Does what is to be done now.</summary>
    /// <returns>Whether messages were queued, so that the dispatcher should look.</returns>
    Task<bool> RunOnceAsync(CancellationToken cancellationToken);
}
