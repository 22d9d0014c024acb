namespace Messaging.Messages;

/// <summary>What a provider, or a recipient, reported about a message after it was sent. Stored as its number.</summary>
public enum MessageEventKind : short
{
    /// <summary>A report the library does not know. Kept, changes nothing.</summary>
    Other = 0,

    /// <summary>The provider has the message.</summary>
    Accepted = 1,

    /// <summary>The provider passed it on.</summary>
    Sent = 2,

    /// <summary>It reached the recipient's mail server, handset or inbox.</summary>
    Delivered = 3,

    /// <summary>The recipient read it.</summary>
    Read = 4,

    /// <summary>The provider is still trying.</summary>
    Deferred = 5,

    /// <summary>A temporary or soft bounce; the status stays.</summary>
    SoftBounced = 6,

    /// <summary>A hard bounce, at once or late.</summary>
    Bounced = 7,

    /// <summary>The provider did not send it, on its own suppression list or policy.</summary>
    Dropped = 8,

    /// <summary>The provider reports that a text, push or chat message was not delivered.</summary>
    Failed = 9,

    /// <summary>An email was opened. Machines open mail too.</summary>
    Opened = 10,

    /// <summary>A link was followed.</summary>
    Clicked = 11,

    /// <summary>The recipient called it spam.</summary>
    Complained = 12,

    /// <summary>The recipient unsubscribed.</summary>
    Unsubscribed = 13,

    /// <summary>A program fetched an email's pictures, as mail servers do, which says that it arrived and not that anybody looked.</summary>
    OpenedByMachine = 14,
}
