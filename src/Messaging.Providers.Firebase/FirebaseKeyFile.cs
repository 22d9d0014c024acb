namespace Messaging.Providers.Firebase;

/// <summary>The file with a service account's key, as the console gives it out.</summary>
internal sealed class FirebaseKeyFile
{
    public string? Type { get; init; }

    public string? ProjectId { get; init; }

    public string? PrivateKeyId { get; init; }

    public string? PrivateKey { get; init; }

    public string? ClientEmail { get; init; }

    public string? TokenUri { get; init; }
}
