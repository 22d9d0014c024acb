namespace Messaging.Messages;

/// <summary>The numbers that transitions depend on. Taken from the options once, so that transitions stay pure.</summary>
public sealed record DeliveryRules
{
    /// <summary>The rules with every default.</summary>
    public static DeliveryRules Default { get; } = new();

    /// <summary>When a refused attempt is repeated.</summary>
    public RetrySchedule Retries { get; init; } = RetrySchedule.Default;

    /// <summary>How long an at-least-once delivery waits for proof of an unknown attempt before it is sent again. 60 seconds.</summary>
    public TimeSpan ProofGrace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an at-most-once delivery waits for proof before it ends as unknown. 72 hours.</summary>
    public TimeSpan UnknownAfter { get; init; } = TimeSpan.FromHours(72);

    /// <summary>How long a connection with a configuration failure is left alone. One minute.</summary>
    public TimeSpan ConfigurationPause { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>After how many rescues before any provider call a delivery counts as poison. 3.</summary>
    public int MaxRescues { get; init; } = 3;

    /// <summary>The part of a provider's idempotency window that is relied on: 0.8.</summary>
    public double KeyWindowShare { get; init; } = 0.8;
}
