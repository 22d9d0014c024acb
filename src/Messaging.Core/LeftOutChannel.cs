namespace Messaging;

/// <summary>A channel on which a recipient of a request gets no message, although others may.</summary>
/// <param name="RecipientId">The host's key of the recipient, or an empty string.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Code">Why.</param>
/// <param name="Facts">What the verdict was based on, without addresses or content; null when the code says it all.</param>
public sealed record LeftOutChannel(string RecipientId, MessageChannel Channel, DecisionCode Code, string? Facts);
