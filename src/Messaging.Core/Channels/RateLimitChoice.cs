namespace Messaging.Channels;

/// <summary>The rate a host chose for a connection.</summary>
/// <param name="Connection">The connection's name.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Limit">The rate, or null for none.</param>
internal sealed record RateLimitChoice(string Connection, MessageChannel Channel, RateLimit? Limit);
