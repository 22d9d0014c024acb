namespace Messaging;

/// <summary>One recipient of an explanation with the verdicts on all channels.</summary>
/// <param name="RecipientId">The host's key, or an empty string.</param>
/// <param name="RecipientType">What the key refers to, or an empty string.</param>
/// <param name="Channels">The verdicts, in the order of the channels.</param>
public sealed record ExplainedRecipient(string RecipientId, string RecipientType, IReadOnlyList<ExplainedChannel> Channels);
