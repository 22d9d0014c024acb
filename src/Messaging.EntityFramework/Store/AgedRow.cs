using Messaging.Messages;

namespace Messaging.EntityFramework.Store;

/// <summary>A row that may be past its time, and what decides about it.</summary>
internal sealed record AgedRow
{
    /// <summary>The message.</summary>
    public required Guid Id { get; init; }

    /// <summary>The first of its chain, if it has one.</summary>
    public Guid? FirstId { get; init; }

    /// <summary>Its request, if that has attachments.</summary>
    public Guid? FilesOf { get; init; }

    /// <summary>The tenant, or null when the message is gone.</summary>
    public string? TenantId { get; init; }

    /// <summary>Where it stands, or null when it is gone.</summary>
    public WorkState? State { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The key of the report, for one.</summary>
    public string? EventKey { get; init; }

    /// <summary>When the report was received.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    public override string ToString() => $"AgedRow {{ Id = {Id} }}";
}
