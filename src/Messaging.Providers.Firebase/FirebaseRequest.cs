namespace Messaging.Providers.Firebase;

/// <summary>The body of <c>messages:send</c>. See https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages/send.</summary>
internal sealed class FirebaseRequest
{
    public required FirebaseMessage Message { get; init; }

    public bool? ValidateOnly { get; init; }
}
