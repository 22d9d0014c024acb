namespace Messaging.Storage;

/// <summary>What holds about one contact, in one row.</summary>
public sealed record ContactRow
{
    /// <summary>The contact's identity, a keyed hash.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant.</summary>
    public string TenantId { get; init; } = "";

    /// <summary>What <see cref="PersonId"/> refers to, or an empty string.</summary>
    public string PersonType { get; init; } = "";

    /// <summary>The host's key of the person, or an empty string for an address.</summary>
    public string PersonId { get; init; } = "";

    /// <summary>Raised by one with every change, from 1. A message that was checked against another version is checked again before it is sent.</summary>
    public required long Version { get; init; }

    /// <summary>Whether the contact has a suppression.</summary>
    public bool IsSuppressed { get; init; }

    /// <summary>The state as JSON.</summary>
    public required string State { get; init; }

    /// <summary>When it changed last.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The id and version only.</summary>
    public override string ToString() => $"ContactRow {{ Id = {Id}, Version = {Version} }}";
}
