using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Tests.Support;

/// <summary>A host's context that uses every feature with tables of its own.</summary>
public sealed class InboxHostDbContext(DbContextOptions<InboxHostDbContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddMessaging(Database.ProviderName, o => o.Inbox = true);
}
