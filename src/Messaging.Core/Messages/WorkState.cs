namespace Messaging.Messages;

/// <summary>Where a delivery stands in the dispatcher's work. Guarded by the lease token; <c>docs/states.md</c> draws every arrow. Stored as its number.</summary>
public enum WorkState : short
{
    /// <summary>Waits for its due time and a free dispatcher.</summary>
    Queued = 0,

    /// <summary>Held by one dispatcher. Until <see cref="Delivery.StartedAt"/> is set nothing was sent; from then on the provider may have been called.</summary>
    Leased = 1,

    /// <summary>An attempt may or may not have reached the provider; waits for proof.</summary>
    Parked = 2,

    /// <summary>Finished, with an outcome.</summary>
    Done = 9,
}
