namespace Messaging.Preferences;

/// <summary>A suppression as it is kept with its contact.</summary>
/// <param name="Channel">The channel; none for all.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">Since when.</param>
/// <param name="Until">Until when, or null.</param>
/// <param name="Source">Who said so.</param>
internal sealed record SuppressionMark(MessageChannel Channel, SuppressionReason Reason, DateTimeOffset At, DateTimeOffset? Until, string Source)
{
    /// <summary>Whether it holds for a channel at a time.</summary>
    public bool Holds(MessageChannel channel, DateTimeOffset now) => (Channel.IsEmpty || Channel == channel) && (Until is not { } until || until > now);

    public override string ToString() => $"SuppressionMark {{ Channel = {Channel}, Reason = {Reason} }}";
}
