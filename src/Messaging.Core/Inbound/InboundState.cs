namespace Messaging.Inbound;

/// <summary>Where an inbound message stands on its way to the host's <see cref="IInboundHandler"/>. Stored as its number.</summary>
public enum InboundState : short
{
    /// <summary>There was no handler when it came in.</summary>
    Stored = 0,

    /// <summary>It is offered to the handler, for the first time or again.</summary>
    Waiting = 1,

    /// <summary>The handler took it.</summary>
    Handled = 2,

    /// <summary>The handler failed each time it was offered.</summary>
    GivenUp = 3,
}
