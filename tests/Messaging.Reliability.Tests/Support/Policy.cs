namespace Messaging.Reliability.Tests.Support;

/// <summary>What may happen to an unknown outcome, by category and by what the provider can do.</summary>
public enum Policy
{
    /// <summary>A transactional message: sent again, flagged.</summary>
    Resend,

    /// <summary>A marketing message: never sent again.</summary>
    Once,

    /// <summary>A transactional message at a provider that honours idempotency keys.</summary>
    ResendUnderKey,

    /// <summary>A marketing message at a provider that honours idempotency keys.</summary>
    OnceUnderKey,
}
