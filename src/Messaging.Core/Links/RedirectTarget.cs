namespace Messaging.Links;

/// <summary>Where a tracked or short link leads: the only places that redirects go to.</summary>
public sealed record RedirectTarget
{
    /// <summary>A hash: of tenant and address for tracked links, which share their targets, and of the code for short links, which do not.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant.</summary>
    public string TenantId { get; init; } = "";

    /// <summary>The message a short link stands in, or null.</summary>
    public Guid? MessageId { get; init; }

    /// <summary>The address, http or https.</summary>
    public required string Url { get; init; }

    /// <summary>When it was stored.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it stops leading on.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The id only: an address may hold secrets of the host.</summary>
    public override string ToString() => $"RedirectTarget {{ Id = {Id} }}";
}
