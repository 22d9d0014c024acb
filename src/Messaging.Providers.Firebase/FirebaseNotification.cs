namespace Messaging.Providers.Firebase;

/// <summary>What the device shows by itself.</summary>
internal sealed class FirebaseNotification
{
    public string? Title { get; init; }

    public string? Body { get; init; }

    public string? Image { get; init; }
}
