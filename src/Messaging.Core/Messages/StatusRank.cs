namespace Messaging.Messages;

/// <summary>How far a message is known to have come. Evidence only ever raises it, so reports may arrive late, twice and in any order.</summary>
/// <remarks>
/// Email and the other channels rank failure differently because the evidence differs: an email may bounce after its server took it, whereas a chat or text message that one device
/// reports as failed may still arrive on another.
/// </remarks>
public static class StatusRank
{
    /// <summary>No evidence.</summary>
    public const short None = 0;

    /// <summary>The provider took it: an API success, an SMTP 250.</summary>
    public const short Accepted = 20;

    /// <summary>The provider passed it on.</summary>
    public const short Sent = 30;

    /// <summary>Text, push and chat: reported as not delivered. A delivery receipt still outranks it.</summary>
    public const short Failed = 35;

    /// <summary>It reached the recipient's server, handset or inbox.</summary>
    public const short Delivered = 40;

    /// <summary>The recipient read it.</summary>
    public const short Read = 50;

    /// <summary>Email: the provider dropped it on its own suppression list.</summary>
    public const short Dropped = 55;

    /// <summary>Email: a hard bounce, which outranks a delivery report.</summary>
    public const short Bounced = 60;

    /// <summary>The rank that a report proves.</summary>
    /// <param name="channel">The channel of the message.</param>
    /// <param name="kind">What was reported.</param>
    public static short Of(MessageChannel channel, MessageEventKind kind)
    {
        var email = channel == MessageChannel.Email;
        return kind switch
        {
            MessageEventKind.Accepted => Accepted,
            MessageEventKind.Sent or MessageEventKind.Deferred or MessageEventKind.SoftBounced => Sent,
            MessageEventKind.Delivered or MessageEventKind.Opened or MessageEventKind.OpenedByMachine or MessageEventKind.Clicked or MessageEventKind.Complained => Delivered,
            MessageEventKind.Read => email ? Delivered : Read,
            MessageEventKind.Bounced => email ? Bounced : Failed,
            MessageEventKind.Dropped => email ? Dropped : Failed,
            MessageEventKind.Failed => email ? Dropped : Failed,
            _ => None,
        };
    }
}
