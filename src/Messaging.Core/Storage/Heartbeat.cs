namespace Messaging.Storage;

/// <summary>The answer to a heartbeat.</summary>
/// <param name="Alive">Whether the lease was renewed. If not, others may hold this dispatcher's deliveries: it must stop sending and start anew.</param>
/// <param name="InstallationKey">The installation's key.</param>
public sealed record Heartbeat(bool Alive, string InstallationKey);
