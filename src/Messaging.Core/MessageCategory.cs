namespace Messaging;

/// <summary>What kind of message this is to its recipient. It decides expiry, what happens when an outcome is unknown, and later which consent is needed.</summary>
/// <remarks>Stored as its number; the numbers never change.</remarks>
public enum MessageCategory : short
{
    /// <summary>Follows from something the recipient did: a booking, an invoice, a reminder. The default.</summary>
    Transactional = 0,

    /// <summary>Advertising and news. Never resent when an outcome is unknown.</summary>
    Marketing = 1,

    /// <summary>Verification codes, password resets and warnings. Short-lived and always allowed.</summary>
    Security = 2,
}
