namespace Messaging.Messages;

/// <summary>The verdict on one channel of a recipient, as it is kept in <see cref="Message.Plan"/>.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Code">The verdict.</param>
/// <param name="DueAt">When it was to be sent.</param>
/// <param name="Facts">What the verdict was based on.</param>
public sealed record PlannedChannel(string Channel, string Code, DateTimeOffset DueAt, string? Facts);
