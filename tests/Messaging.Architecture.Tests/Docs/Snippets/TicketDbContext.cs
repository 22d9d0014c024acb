using Microsoft.EntityFrameworkCore;

namespace Messaging.Architecture.Tests.Docs.Snippets;

/// <summary>A host's context with what it makes of inbound messages.</summary>
public sealed class TicketDbContext(DbContextOptions<TicketDbContext> options) : DbContext(options)
{
    public DbSet<Ticket> Tickets => Set<Ticket>();
}
