namespace Messaging.Links;

/// <summary>A token that works once, and was used.</summary>
public sealed record LinkUse
{
    /// <summary>A hash of the token.</summary>
    public required Guid Id { get; init; }

    /// <summary>When the token ends and the row is not needed any more.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
