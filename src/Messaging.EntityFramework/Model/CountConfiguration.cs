using Messaging.Messages;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Model;

/// <summary>The table of counts: sums, and the changes that are still to be added to them. Changes come first in no order but their own, so writers meet neither each other nor the sums.</summary>
internal static class CountConfiguration
{
    public static void Apply(ModelBuilder model, ColumnTypes types, TableNames names)
    {
        var map = new TableMap<CountRow>(model, types, names, "counts").Key(c => new { c.Number, c.Id }).Length(c => c.TenantId, 100);
        map.Entity.HasIndex(c => new { c.TenantId, c.Day });

        // Days on which nothing is open any more fall out of it.
        var (outcome, count) = (TableMap<CountRow>.Column(nameof(CountRow.Outcome)), TableMap<CountRow>.Column(nameof(CountRow.Count)));
        map.Entity.HasIndex(c => c.LaneKey).HasFilter($"{outcome} = {(int)DeliveryOutcome.None} AND {count} <> 0");

        // Read by the PostgreSQL provider only: changes come and go all the time in a table that stays small.
        map.Entity.Metadata.SetAnnotation("Npgsql:StorageParameter:autovacuum_vacuum_scale_factor", 0);
        map.Entity.Metadata.SetAnnotation("Npgsql:StorageParameter:autovacuum_vacuum_threshold", 1_000);
    }
}
