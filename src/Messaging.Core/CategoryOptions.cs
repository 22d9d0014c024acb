namespace Messaging;

/// <summary>How the messages of one category are treated.</summary>
public sealed class CategoryOptions
{
    /// <summary>
    /// How long after its planned time a message becomes worthless, unless the request says otherwise. From one second to 30 days. The default is that of the category: 24 hours for
    /// transactional messages, 12 hours for marketing, 10 minutes for security.
    /// </summary>
    public TimeSpan ExpiresAfter { get; set; }

    /// <summary>
    /// Whether a message that may or may not have arrived is sent again after a wait for proof, flagged as a possible duplicate. If not, it is sent at most once, except under an
    /// idempotency key that the provider honours. The default is that of the category: true for transactional and security messages, false for marketing.
    /// </summary>
    public bool ResendWhenUnknown { get; set; }

    /// <summary>
    /// Whether messages wait for the <see cref="MessagingOptions.SendHours"/> of their channel. The default is that of the category: true for transactional and marketing messages, false for
    /// security messages, which are worth nothing the next morning.
    /// </summary>
    public bool KeepsSendHours { get; set; } = true;

    /// <summary>
    /// Whether a message needs the recipient's recorded consent. The default is that of the category: true for marketing, false for transactional and security messages.
    /// <c>IConsents</c> records it.
    /// </summary>
    public bool RequiresConsent { get; set; }

    /// <summary>
    /// Whether messages count towards <see cref="MessagingOptions.DailyCap"/> and wait when it is reached. The default is that of the category: true for transactional and marketing messages,
    /// false for security messages.
    /// </summary>
    public bool CountsTowardsDailyCap { get; set; } = true;
}
