namespace Messaging.Preferences;

/// <summary>One installation of an app that a person uses, and where push notifications to it go.</summary>
public sealed record Device
{
    /// <summary>The most devices that are kept of a person: 20.</summary>
    public const int MaxPerPerson = 20;

    /// <summary>A keyed hash of tenant and token: the identity of the token as an address, which <see cref="IContacts.GetIdAsync"/> gives too.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant.</summary>
    public string TenantId { get; init; } = "";

    /// <summary>The identity of the person, a keyed hash.</summary>
    public required Guid ContactId { get; init; }

    /// <summary>What <see cref="PersonId"/> refers to, or an empty string.</summary>
    public string PersonType { get; init; } = "";

    /// <summary>The host's key of the person.</summary>
    public required string PersonId { get; init; }

    /// <summary>The token of the push service. Empty once the device is retired: the hash is enough to know it again.</summary>
    public required string Token { get; init; }

    /// <summary>What it runs.</summary>
    public required DevicePlatform Platform { get; init; }

    /// <summary>The app, in the host's words, or an empty string.</summary>
    public string App { get; init; } = "";

    /// <summary>When it was registered last, UTC.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>When its person signed out or the provider reported the token as dead, or null while it is in use.</summary>
    public DateTimeOffset? RetiredAt { get; init; }

    /// <summary>The id and platform only: whoever has the token can write to the device.</summary>
    public override string ToString() => $"Device {{ Id = {Id}, Platform = {Platform} }}";
}
