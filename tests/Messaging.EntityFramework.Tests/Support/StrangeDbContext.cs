using Messaging.Messages;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Messaging.EntityFramework.Tests.Support;

/// <summary>A host that does everything its own way: a schema, names of its own for tables and columns, conventions for types, and a global query filter that hides every message.</summary>
public sealed class StrangeDbContext(DbContextOptions<StrangeDbContext> options) : DbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<string>().HaveMaxLength(7);
        configurationBuilder.Properties<DateTimeOffset>().HavePrecision(0);
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddMessaging(Database.ProviderName, o =>
        {
            o.Schema = Database.ProviderName!.Contains("Npgsql", StringComparison.Ordinal) ? "Comms" : null;
            o.TablePrefix = "x_";
            (o.Links, o.Devices, o.Inbound) = (true, true, true);
        });
        modelBuilder.Entity<Message>().HasQueryFilter(m => m.TenantId == "nobody");
        modelBuilder.Entity<Delivery>().HasQueryFilter(d => d.TenantId == "nobody");
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            entity.SetTableName("Tbl_" + entity.GetTableName());
            foreach (var property in entity.GetProperties().Where(p => p.Name is "Data" or "CreatedBy" or "Facts" or "Connection"))
            {
                property.SetColumnName("Col " + property.GetColumnName(StoreObjectIdentifier.Table(entity.GetTableName()!, entity.GetSchema())));
            }
        }
    }
}
