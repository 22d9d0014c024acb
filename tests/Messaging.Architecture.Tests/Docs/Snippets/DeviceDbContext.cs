using Microsoft.EntityFrameworkCore;

namespace Messaging.Architecture.Tests.Docs.Snippets;

/// <summary>A host's context with the table of devices.</summary>
internal sealed class DeviceDbContext(DbContextOptions<DeviceDbContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddMessaging(Database.ProviderName, o => o.Devices = true);
    }
}
