using System.Text.Json;

namespace Messaging.Messages;

/// <summary>The verdict on one channel of a recipient, as it is kept in <see cref="Message.Plan"/>.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Code">The verdict.</param>
/// <param name="DueAt">When it was to be sent.</param>
/// <param name="Facts">What the verdict was based on.</param>
public sealed record PlannedChannel(string Channel, string Code, DateTimeOffset DueAt, string? Facts)
{
    /// <summary>The verdicts of a plan, or none where the message's own code says it all.</summary>
    internal static IReadOnlyList<PlannedChannel> Read(string? plan) => plan is null ? [] : JsonSerializer.Deserialize(plan, MessageJson.Default.ListPlannedChannel)!;
}
