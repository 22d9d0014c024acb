using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Tests.Support;

/// <summary>A host's context with stored templates, in a schema and with conventions of its own.</summary>
public sealed class TemplateHostDbContext(DbContextOptions<TemplateHostDbContext> options) : DbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<string>().HaveMaxLength(7);
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddMessaging(Database.ProviderName, o =>
    {
        o.Schema = Database.ProviderName!.Contains("Npgsql", StringComparison.Ordinal) ? "Comms" : null;
        o.TablePrefix = "X_";
        o.Templates = true;
    });
}
