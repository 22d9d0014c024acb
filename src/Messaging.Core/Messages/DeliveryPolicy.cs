namespace Messaging.Messages;

/// <summary>What may happen to a delivery whose outcome is unknown. Stored as its number.</summary>
public enum DeliveryPolicy : short
{
    /// <summary>It is sent again after a short wait for proof, flagged as a possible duplicate before the second call.</summary>
    AtLeastOnce = 0,

    /// <summary>It is never sent again, except under an idempotency key that the provider still honours.</summary>
    AtMostOnce = 1,
}
