using Messaging.Messages;

namespace Messaging.Core.Tests.Protocol;

/// <summary>What a run of the model lets happen, beside crashes, lost answers, expiring leases and reports, which happen always.</summary>
internal sealed record Variant(string Name, DeliveryPolicy Policy)
{
    /// <summary>Two connections that honour idempotency keys; otherwise one that does not.</summary>
    public bool Keys { get; init; }

    /// <summary>An operator may replay it once.</summary>
    public bool Replay { get; init; }

    /// <summary>Somebody may cancel it, at any moment.</summary>
    public bool Cancel { get; init; }

    /// <summary>Reports may also say that it failed after all, and an acceptance may be reported more than once.</summary>
    public bool Failures { get; init; }

    /// <summary>Reports carry nothing but the provider's id, so that early ones must wait for the result.</summary>
    public bool OnlyProviderIds { get; init; }

    /// <summary>The database may crash and lose a claim that it had answered: claims do not wait for the disk.</summary>
    public bool LosesClaims { get; init; }

    /// <summary>How many hours the clock can strike. A key is trusted until the next one.</summary>
    public int Hours { get; init; } = 1;

    /// <summary>It expires at the last hour.</summary>
    public bool Expires { get; init; }

    /// <summary>How often a refused or unknown attempt may be repeated: once or twice.</summary>
    public int Retries { get; init; } = 1;

    public MessageChannel Channel { get; init; } = MessageChannel.Sms;

    /// <summary>The rule that is left out, or none.</summary>
    public Mutant Mutant { get; init; }

    /// <summary>The same with wider bounds: one more retry, and one more hour where there is a clock.</summary>
    public Variant Wider => this with { Retries = 2, Hours = Hours > 1 ? 3 : 1 };

    /// <summary>The rules of the transitions: the second rescue before any call is poison.</summary>
    public DeliveryRules Rules => new() { Retries = new RetrySchedule([.. Enumerable.Repeat(TimeSpan.FromSeconds(1), Retries)], 0), MaxRescues = 2 };
}
