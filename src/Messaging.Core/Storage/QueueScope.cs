using System.Globalization;
using Messaging.Messages;

namespace Messaging.Storage;

/// <summary>Which queued messages a setting is about: those of a tenant, a channel, a priority, any combination of them, or all. What is null stands for all.</summary>
/// <param name="Tenant">The tenant, <c>""</c> for the single tenant of a host without tenants, or null for all.</param>
/// <param name="Channel">The channel, or null for all.</param>
/// <param name="Priority">The priority, or null for all.</param>
public readonly record struct QueueScope(string? Tenant = null, MessageChannel? Channel = null, MessagePriority? Priority = null)
{
    /// <summary>All queued messages.</summary>
    public static QueueScope Everything { get; }

    /// <summary>The scope as the key of its setting, in which nothing is null and no tenant reads like another scope.</summary>
    public string Key => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Priority is { } priority ? ((int)priority).ToString(CultureInfo.InvariantCulture) : "*")} {Channel?.Value ?? "*"} {(Tenant is null ? "*" : "=" + Tenant)}");

    /// <summary>How narrow it is: a tenant counts more than a channel, and a channel more than a priority.</summary>
    internal int Narrowness => (Tenant is null ? 0 : 4) + (Channel is null ? 0 : 2) + (Priority is null ? 0 : 1);

    /// <summary>Whether it includes a lane.</summary>
    /// <param name="tenant">The tenant of the lane.</param>
    /// <param name="channel">The channel of the lane.</param>
    /// <param name="priority">The priority of the lane.</param>
    public bool Includes(string tenant, MessageChannel channel, MessagePriority priority) =>
        (Tenant is null || string.Equals(Tenant, tenant, StringComparison.Ordinal)) && (Channel is null || Channel == channel) && (Priority is null || Priority == priority);

    /// <summary>Whether it includes the lane of a delivery.</summary>
    /// <param name="delivery">The delivery.</param>
    public bool Includes(Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return Includes(delivery.TenantId, delivery.Channel, LaneKey.PriorityOf(delivery.LaneKey));
    }

    /// <summary>The scope in words for a log.</summary>
    public override string ToString() =>
        this == Everything ? "everything" : string.Join(", ", new[] { Tenant is null ? null : $"tenant '{Tenant}'", Channel is { } c ? $"channel {c}" : null, Priority is { } p ? $"priority {p}" : null }.OfType<string>());
}
