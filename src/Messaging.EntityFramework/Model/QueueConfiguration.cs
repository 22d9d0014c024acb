using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Model;

/// <summary>The table of operators' settings: a few rows, read whole each second.</summary>
internal static class QueueConfiguration
{
    public static void Apply(ModelBuilder model, ColumnTypes types, TableNames names) => new TableMap<QueueSetting>(model, types, names, "queue_settings")
        .Key(s => s.Key)
        .Length(s => s.Key, 150)
        .Length(s => s.TenantId, 100)
        .Length(s => s.PauseReason, 400)
        .Length(s => s.WeightReason, 400);
}
