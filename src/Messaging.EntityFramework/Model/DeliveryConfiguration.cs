using Messaging.Messages;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Model;

/// <summary>The hot table. Nothing that changes per attempt is indexed, so that a start mark touches no index.</summary>
internal static class DeliveryConfiguration
{
    public static void Apply(TableMap<Delivery> map)
    {
        map.Key(d => d.Id)
            .Length(d => d.TenantId, 100)
            .Length(d => d.Connection, 50)
            .Length(d => d.ProviderMessageId, 255);
        var state = TableMap<Delivery>.Column(nameof(Delivery.WorkState));
        map.Entity.HasIndex(d => new { d.LaneKey, d.DueAt, d.Id }).HasFilter($"{state} = {(int)WorkState.Queued}");
        map.Entity.HasIndex(d => new { d.OwnerEpoch, d.Id }).HasFilter($"{state} = {(int)WorkState.Leased}");
        map.Entity.HasIndex(d => d.DueAt).HasFilter($"{state} = {(int)WorkState.Parked}");
        map.Entity.HasIndex(d => d.ExpiresAt).HasFilter($"{state} = {(int)WorkState.Queued}");
        var outcome = TableMap<Delivery>.Column(nameof(Delivery.Outcome));
        map.Entity.HasIndex(d => new { d.TenantId, d.FinishedAt, d.Id }).HasFilter($"{state} = {(int)WorkState.Done} AND {outcome} IN (2, 3, 4, 5)");
        map.Entity.Property(d => d.UseCurrentTemplate).HasDefaultValue(false);

        var table = map.Entity.Metadata.GetTableName();
        var owner = TableMap<Delivery>.Column(nameof(Delivery.OwnerEpoch));
        var finished = TableMap<Delivery>.Column(nameof(Delivery.FinishedAt));
        map.Entity.ToTable(t =>
        {
            t.HasCheckConstraint($"ck_{table}_owner", $"({state} = {(int)WorkState.Leased}) = ({owner} IS NOT NULL)");
            t.HasCheckConstraint($"ck_{table}_finished", $"({state} = {(int)WorkState.Done}) = ({finished} IS NOT NULL)");
        });

        // Read by the PostgreSQL provider only: room on each page for the changes of a life, and vacuum by count instead of share, so that dead rows do not pile up behind the claim.
        map.Entity.Metadata.SetAnnotation("Npgsql:StorageParameter:fillfactor", 80);
        map.Entity.Metadata.SetAnnotation("Npgsql:StorageParameter:autovacuum_vacuum_scale_factor", 0);
        map.Entity.Metadata.SetAnnotation("Npgsql:StorageParameter:autovacuum_vacuum_threshold", 10_000);
    }
}
