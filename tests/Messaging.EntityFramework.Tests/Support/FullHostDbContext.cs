using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Tests.Support;

/// <summary>A host's context with every optional table.</summary>
public sealed class FullHostDbContext(DbContextOptions<FullHostDbContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddMessaging(Database.ProviderName, o => (o.Inbox, o.Templates, o.Links, o.Devices, o.Inbound) = (true, true, true, true, true));
}
