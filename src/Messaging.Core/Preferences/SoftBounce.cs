namespace Messaging.Preferences;

/// <summary>One soft bounce that was counted.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="At">When.</param>
internal sealed record SoftBounce(MessageChannel Channel, DateTimeOffset At);
