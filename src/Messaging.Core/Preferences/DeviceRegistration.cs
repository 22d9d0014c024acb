namespace Messaging.Preferences;

/// <summary>What an app tells about itself when somebody is signed in.</summary>
public sealed record DeviceRegistration
{
    /// <summary>Who is signed in: <c>Contact.Person(id, type, tenant)</c> with the key that requests name as <see cref="Recipient.Id"/>.</summary>
    public required Contact Person { get; init; }

    /// <summary>The token that the push service gave the app: 1 to 4,096 printable ASCII characters.</summary>
    public required string Token { get; init; }

    /// <summary>What the app runs on.</summary>
    public required DevicePlatform Platform { get; init; }

    /// <summary>Which app, in the host's words, such as <c>guest-app</c>. At most 100 characters.</summary>
    public string App { get; init => field = value ?? ""; } = "";

    /// <summary>The platform only.</summary>
    public override string ToString() => $"DeviceRegistration {{ Platform = {Platform} }}";
}
