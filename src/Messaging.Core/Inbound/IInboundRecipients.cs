namespace Messaging.Inbound;

/// <summary>Knows who writes from an address to which nothing was sent yet. Optional: register one as a service; resolved in a scope of its own.</summary>
public interface IInboundRecipients
{
    /// <summary>Finds the recipient that a message is from. Called before the provider is answered, so it should be fast.</summary>
    /// <param name="message">The message, not stored yet.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <returns>The recipient, of whom only the key and its type are used, or null.</returns>
    ValueTask<Recipient?> FindAsync(InboundMessage message, CancellationToken cancellationToken);
}
