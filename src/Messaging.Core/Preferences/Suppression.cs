namespace Messaging.Preferences;

/// <summary>One reason why an address takes no messages.</summary>
/// <param name="ContactId">The contact's identity.</param>
/// <param name="Channel">The channel it holds for; none for all.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">Since when, UTC.</param>
/// <param name="Until">Until when, or null without end.</param>
/// <param name="Source">Who said so: a provider or an operator.</param>
public sealed record Suppression(Guid ContactId, MessageChannel Channel, SuppressionReason Reason, DateTimeOffset At, DateTimeOffset? Until, string Source)
{
    /// <summary>The channel and the reason only.</summary>
    public override string ToString() => $"Suppression {{ Channel = {Channel}, Reason = {Reason} }}";
}
