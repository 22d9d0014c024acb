namespace Messaging.Inbound;

/// <summary>One page of inbound messages.</summary>
/// <param name="Messages">The messages, newest first.</param>
/// <param name="Next">What to pass as <see cref="InboundQuery.Cursor"/> for the next page, or null when this is the last one.</param>
public sealed record InboundPage(IReadOnlyList<InboundMessage> Messages, string? Next);
