namespace Messaging.Storage;

/// <summary>Which deliveries need a janitor.</summary>
public enum DeliveryCondition
{
    /// <summary>Leased by a dispatcher whose lease has expired.</summary>
    Abandoned,

    /// <summary>Leased by a live dispatcher, with an attempt that started too long ago.</summary>
    Hung,

    /// <summary>Parked, and the time to wait for proof is over.</summary>
    Unproved,

    /// <summary>Queued, and worthless by now.</summary>
    Expired,
}
