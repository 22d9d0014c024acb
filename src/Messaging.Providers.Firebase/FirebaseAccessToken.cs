namespace Messaging.Providers.Firebase;

/// <summary>An access token, or why there is none. Without one a message was certainly not sent.</summary>
internal sealed class FirebaseAccessToken
{
    public Secret Value { get; init; } = Secret.None;

    /// <summary>From when a new one is asked for.</summary>
    public DateTimeOffset RefreshAt { get; init; }

    /// <summary>Until when it is taken.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What becomes of a message without a token.</summary>
    public Channels.SendOutcome? Failure { get; init; }
}
