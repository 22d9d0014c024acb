using System.Text.Json.Nodes;

namespace Messaging.Providers.Firebase;

/// <summary>A message to one device. The parts for the platforms are open objects, since a host may lay anything over them.</summary>
internal sealed class FirebaseMessage
{
    public required string Token { get; init; }

    public FirebaseNotification? Notification { get; init; }

    public required Dictionary<string, string> Data { get; init; }

    public JsonObject? Android { get; init; }

    public JsonObject? Apns { get; init; }

    public JsonObject? Webpush { get; init; }
}
