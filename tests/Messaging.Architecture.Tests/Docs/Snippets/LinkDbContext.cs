using Microsoft.EntityFrameworkCore;

namespace Messaging.Architecture.Tests.Docs.Snippets;

/// <summary>A host's context with the tables of links.</summary>
internal sealed class LinkDbContext(DbContextOptions<LinkDbContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.AddMessaging(Database.ProviderName, o => o.Links = true);
}
