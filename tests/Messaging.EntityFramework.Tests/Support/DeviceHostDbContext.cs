using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Tests.Support;

/// <summary>A host's context with devices.</summary>
public sealed class DeviceHostDbContext(DbContextOptions<DeviceHostDbContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddMessaging(Database.ProviderName, o => o.Devices = true);
}
