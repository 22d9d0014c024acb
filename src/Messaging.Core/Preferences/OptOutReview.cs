namespace Messaging.Preferences;

/// <summary>A text that may be an opt-out and waits for a person to decide.</summary>
public sealed record OptOutReview
{
    /// <summary>The id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant.</summary>
    public string TenantId { get; init; } = "";

    /// <summary>The channel it came in on.</summary>
    public required MessageChannel Channel { get; init; }

    /// <summary>The identity of the address it came from.</summary>
    public required Guid ContactId { get; init; }

    /// <summary>What it says, up to 1,000 characters.</summary>
    public required string Text { get; init; }

    /// <summary>When it came in.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When it was decided, or null while it waits.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Who decided, or empty.</summary>
    public string DecidedBy { get; init; } = "";

    /// <summary>Whether it was taken for an opt-out, once decided.</summary>
    public bool IsOptOut { get; init; }

    /// <summary>The channel only.</summary>
    public override string ToString() => $"OptOutReview {{ Id = {Id}, Channel = {Channel} }}";
}
