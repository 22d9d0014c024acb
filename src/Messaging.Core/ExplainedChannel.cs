namespace Messaging;

/// <summary>The verdict on one channel of a recipient, and every rule that was asked.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Code">The verdict: that of the first rule that decides.</param>
/// <param name="Facts">What it is based on, or null when the code says it all.</param>
/// <param name="PlannedAt">When it would be sent.</param>
/// <param name="Checks">The rules in the order they are asked; those after the one that decides are listed too, so that all obstacles are seen at once.</param>
public sealed record ExplainedChannel(MessageChannel Channel, DecisionCode Code, string? Facts, DateTimeOffset PlannedAt, IReadOnlyList<ExplainedCheck> Checks);
