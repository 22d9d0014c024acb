namespace Messaging.Preferences;

/// <summary>Why an address takes no messages.</summary>
public enum SuppressionReason
{
    /// <summary>The address does not exist. At once and without end; nothing is sent to it, not even security messages.</summary>
    HardBounce = 1,

    /// <summary>The recipient called a message spam. At once and without end; only security messages still go.</summary>
    Complaint = 2,

    /// <summary>The mailbox was full or away. Counted: the fifth within 14 days suppresses the address for 30 days.</summary>
    SoftBounce = 3,

    /// <summary>An operator decided so. Until it is lifted nothing is sent.</summary>
    Manual = 4,

    /// <summary>The person was erased and must not be written to again. Nothing is sent.</summary>
    Erased = 5,
}
