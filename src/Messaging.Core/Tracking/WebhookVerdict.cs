namespace Messaging.Tracking;

/// <summary>What became of a webhook request.</summary>
public enum WebhookVerdict
{
    /// <summary>Authentic and read. Single entries may still be unreadable.</summary>
    Read,

    /// <summary>Not authentic: no signature, a wrong one, or one of another time. Answered with 401.</summary>
    Forged,

    /// <summary>Authentic, and not in the provider's form. Answered with 400.</summary>
    Malformed,
}
