using System.Text.Json;

namespace Messaging.Providers.Firebase;

/// <summary>What the token endpoint answers (RFC 6749, 5.1 and 5.2). Numbers may come as text.</summary>
internal sealed class FirebaseTokenAnswer
{
    public JsonElement AccessToken { get; init; }

    public JsonElement ExpiresIn { get; init; }

    public JsonElement Error { get; init; }
}
