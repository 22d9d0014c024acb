using Messaging.Storage;

namespace Messaging.EntityFramework.Store;

/// <summary>The columns of operators' settings.</summary>
internal static class QueueColumns
{
    public static Column<QueueSetting>[] Settings { get; } =
    [
        new(nameof(QueueSetting.Key), ColumnKind.Text, s => s.Key),
        new(nameof(QueueSetting.TenantId), ColumnKind.Text, s => s.TenantId),
        new(nameof(QueueSetting.Channel), ColumnKind.Text, s => s.Channel?.Value),
        new(nameof(QueueSetting.Priority), ColumnKind.Int16, s => (short?)s.Priority),
        new(nameof(QueueSetting.PausedAt), ColumnKind.Time, s => s.PausedAt),
        new(nameof(QueueSetting.PausedUntil), ColumnKind.Time, s => s.PausedUntil),
        new(nameof(QueueSetting.PauseReason), ColumnKind.Text, s => s.PauseReason),
        new(nameof(QueueSetting.Weight), ColumnKind.Int32, s => s.Weight),
        new(nameof(QueueSetting.WeightReason), ColumnKind.Text, s => s.WeightReason),
        new(nameof(QueueSetting.WeightSetAt), ColumnKind.Time, s => s.WeightSetAt),
    ];
}
