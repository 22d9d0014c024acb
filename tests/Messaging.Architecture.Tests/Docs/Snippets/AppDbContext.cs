using Microsoft.EntityFrameworkCore;

namespace Messaging.Architecture.Tests.Docs.Snippets;

/// <summary>A host's context with the tables of the library.</summary>
internal sealed class AppDbContext(DbContextOptions<AppDbContext> options) : DbContext(options)
{
    public DbSet<Booking> Bookings => Set<Booking>();

    public DbSet<MailAccount> MailAccounts => Set<MailAccount>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.AddMessaging(Database.ProviderName);
}
