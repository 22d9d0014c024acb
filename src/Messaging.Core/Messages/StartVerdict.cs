namespace Messaging.Messages;

/// <summary>What a start mark came to.</summary>
public enum StartVerdict
{
    /// <summary>Nothing may be sent: it was cancelled or proved accepted, or belongs to somebody else by now.</summary>
    Refused = 0,

    /// <summary>The call is announced: the provider may be called.</summary>
    Granted = 1,

    /// <summary>Nothing was written: what is known of the recipient changed since the message was checked. Check again.</summary>
    ContactChanged = 2,

    /// <summary>Nothing was written: the recipient got the most messages for the day.</summary>
    Capped = 3,
}
