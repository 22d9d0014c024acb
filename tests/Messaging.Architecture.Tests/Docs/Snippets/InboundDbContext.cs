using Microsoft.EntityFrameworkCore;

namespace Messaging.Architecture.Tests.Docs.Snippets;

/// <summary>A host's context with the table of inbound messages.</summary>
internal sealed class InboundDbContext(DbContextOptions<InboundDbContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.AddMessaging(Database.ProviderName, o => o.Inbound = true);
}
