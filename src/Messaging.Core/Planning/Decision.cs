namespace Messaging.Planning;

/// <summary>One verdict of the planner with its reason.</summary>
/// <param name="Channel">The channel it is about.</param>
/// <param name="Verdict">What to do.</param>
/// <param name="Code">The stable code of the reason.</param>
/// <param name="DueAt">When to send.</param>
/// <param name="ExpiresAt">When it becomes worthless.</param>
/// <param name="Address">The normalised address, or an empty string when there is none.</param>
/// <param name="Facts">The values the verdict was based on, without addresses or content.</param>
internal sealed record Decision(
    MessageChannel Channel, Verdict Verdict, DecisionCode Code, DateTimeOffset DueAt, DateTimeOffset ExpiresAt, string Address, string? Facts = null)
{
    /// <summary>The condition on which a message of a chain falls back, or null for the first and for messages that stand alone.</summary>
    public FallbackStep? Fallback { get; init; }

    /// <summary>Its place in the chain.</summary>
    public short Place { get; init; }

    /// <summary>The device it is about, where a push goes to the devices of a person.</summary>
    public TargetDevice? Device { get; init; }

    public override string ToString() => $"Decision {{ Channel = {Channel}, Verdict = {Verdict}, Code = {Code} }}";
}
