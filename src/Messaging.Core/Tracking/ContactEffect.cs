namespace Messaging.Tracking;

/// <summary>What a report means for further messages to its address.</summary>
public enum ContactEffect
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The address does not exist: suppressed for good.</summary>
    HardBounce,

    /// <summary>A passing failure: counted, and suppressed for a while when there are many.</summary>
    SoftBounce,

    /// <summary>The recipient called it spam: suppressed but for security messages.</summary>
    Complaint,

    /// <summary>The recipient wants no marketing any more: consent to it is withdrawn for the channel.</summary>
    Unsubscribe,

    /// <summary>The recipient wants nothing any more on the channel.</summary>
    OptOut,

    /// <summary>The recipient takes back an opt-out.</summary>
    OptIn,
}
