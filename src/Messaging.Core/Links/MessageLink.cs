namespace Messaging.Links;

/// <summary>A link that was made. Whoever holds it may do what it is for: treat it like a password.</summary>
/// <param name="Url">The whole address.</param>
/// <param name="Token">The token alone, in characters that need no escaping in a URL.</param>
/// <param name="ExpiresAt">When it ends, in whole seconds.</param>
public sealed record MessageLink(Uri Url, string Token, DateTimeOffset ExpiresAt)
{
    /// <summary>The end only: the link must not reach a log.</summary>
    public override string ToString() => $"MessageLink {{ ExpiresAt = {ExpiresAt:O} }}";
}
