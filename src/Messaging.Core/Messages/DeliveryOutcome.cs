namespace Messaging.Messages;

/// <summary>How a delivery ended. Stored as its number.</summary>
public enum DeliveryOutcome : short
{
    /// <summary>Not ended.</summary>
    None = 0,

    /// <summary>Taken by the provider. What became of it is the status rank.</summary>
    Accepted = 1,

    /// <summary>Failed: the provider refused it for good, or it could not be rendered.</summary>
    Rejected = 2,

    /// <summary>Failed: every allowed attempt was refused, and none may have arrived.</summary>
    Exhausted = 3,

    /// <summary>Failed: processes died repeatedly while holding it.</summary>
    Poison = 4,

    /// <summary>It may or may not have arrived. Later proof still turns it into <see cref="Accepted"/>.</summary>
    Unknown = 5,

    /// <summary>Not sent: policy or a missing address forbade it.</summary>
    Suppressed = 6,

    /// <summary>Not sent: cancelled.</summary>
    Cancelled = 7,

    /// <summary>Not sent: its time had passed.</summary>
    Expired = 8,
}
