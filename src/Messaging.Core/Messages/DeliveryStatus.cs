namespace Messaging.Messages;

/// <summary>The status of a message as people speak of it, computed from work state, outcome and rank. Opened, clicked, complained and unsubscribed are flags beside it.</summary>
public enum DeliveryStatus
{
    /// <summary>Waits for the time it was planned for.</summary>
    Scheduled,

    /// <summary>Due, or waiting for a retry.</summary>
    Queued,

    /// <summary>The provider is being called.</summary>
    Sending,

    /// <summary>The provider took it.</summary>
    Sent,

    /// <summary>It reached the recipient's server, handset or inbox.</summary>
    Delivered,

    /// <summary>The recipient read it.</summary>
    Read,

    /// <summary>An email came back.</summary>
    Bounced,

    /// <summary>It will not arrive. <see cref="Delivery.Outcome"/> says which way it failed: rejected, exhausted, poison, or accepted and then reported undelivered.</summary>
    Failed,

    /// <summary>It may or may not have arrived.</summary>
    Unknown,

    /// <summary>Not sent, on purpose.</summary>
    Suppressed,

    /// <summary>Not sent: cancelled.</summary>
    Cancelled,

    /// <summary>Not sent: its time had passed.</summary>
    Expired,
}
