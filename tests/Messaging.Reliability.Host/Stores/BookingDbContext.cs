using Microsoft.EntityFrameworkCore;

namespace Messaging.Reliability.Host.Stores;

/// <summary>A host's own context, with the messaging tables in it.</summary>
public sealed class BookingDbContext(DbContextOptions<BookingDbContext> options) : DbContext(options)
{
    public DbSet<Booking> Bookings => Set<Booking>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.AddMessaging(Database.ProviderName);
    }
}
