using Messaging.Messages;

namespace Messaging.Storage;

/// <summary>What operators set for a scope: that it is paused, what its lanes weigh, or both. There is no row for what nobody set.</summary>
public sealed record QueueSetting
{
    /// <summary>The reason of a pause that a dispatcher set because the database looks like a restored backup.</summary>
    public const string RestoredBackup = "restored backup?";

    /// <summary>The key of the scope, see <see cref="QueueScope.Key"/>.</summary>
    public required string Key { get; init; }

    /// <summary>The tenant, or null for all.</summary>
    public string? TenantId { get; init; }

    /// <summary>The channel, or null for all.</summary>
    public MessageChannel? Channel { get; init; }

    /// <summary>The priority, or null for all.</summary>
    public MessagePriority? Priority { get; init; }

    /// <summary>Since when it is paused, or null when it is not.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>When the pause ends by itself, or null when somebody has to end it.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>Who paused it and why, or an empty string.</summary>
    public string PauseReason { get; init; } = "";

    /// <summary>What its lanes weigh against others when there is more to send than can be sent, or null when nobody set it. A lane weighs 1 by default; a narrower scope wins over a wider one.</summary>
    public int? Weight { get; init; }

    /// <summary>Who set the weight and why, or an empty string.</summary>
    public string WeightReason { get; init; } = "";

    /// <summary>When the weight was set.</summary>
    public DateTimeOffset? WeightSetAt { get; init; }

    /// <summary>An empty setting of a scope.</summary>
    /// <param name="scope">The scope.</param>
    public static QueueSetting Of(QueueScope scope) => new() { Key = scope.Key, TenantId = scope.Tenant, Channel = scope.Channel, Priority = scope.Priority };

    /// <summary>The scope.</summary>
    public QueueScope ToScope() => new(TenantId, Channel, Priority);

    /// <summary>Whether it is paused at a moment.</summary>
    /// <param name="now">The moment.</param>
    public bool IsPausedAt(DateTimeOffset now) => PausedAt is not null && !(PausedUntil <= now);

    /// <summary>What is set, without the words of operators.</summary>
    public override string ToString() => $"QueueSetting {{ Scope = {ToScope()}, PausedAt = {PausedAt}, PausedUntil = {PausedUntil}, Weight = {Weight} }}";

    /// <summary>The pause that keeps a queued delivery from being sent at a moment, the widest if there are several, or null.</summary>
    internal static QueueSetting? PauseOf(IEnumerable<QueueSetting> settings, Delivery delivery, DateTimeOffset now) =>
        settings.Where(s => s.IsPausedAt(now) && s.ToScope().Includes(delivery)).MinBy(s => s.ToScope().Narrowness);
}
