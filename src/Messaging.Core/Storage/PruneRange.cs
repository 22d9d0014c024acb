namespace Messaging.Storage;

/// <summary>A stretch of messages by the time they were made, oldest first, in which something is past its time.</summary>
public sealed record PruneRange
{
    /// <summary>What goes.</summary>
    public required RetainedRows Rows { get; init; }

    /// <summary>Messages made and ended before this time, and reports received before it.</summary>
    public required DateTimeOffset Before { get; init; }

    /// <summary>Where to go on: the message after which to begin. The default is the beginning.</summary>
    public Guid After { get; init; }

    /// <summary>The tenants to look at, or those to leave out, see <see cref="IsExcept"/>. The default is to leave out none.</summary>
    public IReadOnlyCollection<string> Tenants { get; init; } = [];

    /// <summary>Whether <see cref="Tenants"/> are those to leave out. The default is true.</summary>
    public bool IsExcept { get; init; } = true;

    /// <summary>Whether a tenant's rows are meant.</summary>
    /// <param name="tenant">The tenant.</param>
    public bool Covers(string tenant) => Tenants.Contains(tenant, StringComparer.Ordinal) != IsExcept;
}
