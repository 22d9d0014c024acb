namespace Messaging.Inbound;

/// <summary>What a host does with inbound messages: opens a ticket, tells somebody, answers. Add it with <c>AddInboundHandler&lt;THandler&gt;()</c>; resolved in a scope of its own for each message.</summary>
public interface IInboundHandler
{
    /// <summary>Takes a message. Called after it was stored and the provider was answered, once as a rule, and again when a call failed or its process ended: repeating must do no harm.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Cancelled when the time of <see cref="InboundOptions.HandlerTimeout"/> is over or the host stops.</param>
    /// <remarks>Whatever it throws means that the message is offered again later.</remarks>
    Task HandleAsync(InboundMessage message, CancellationToken cancellationToken);
}
