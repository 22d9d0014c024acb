using Microsoft.EntityFrameworkCore;

namespace Messaging.Architecture.Tests.Docs.Snippets;

/// <summary>A host's context with the table of notices.</summary>
internal sealed class InboxDbContext(DbContextOptions<InboxDbContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.AddMessaging(Database.ProviderName, o => o.Inbox = true);
}
