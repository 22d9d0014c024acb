using Microsoft.EntityFrameworkCore;

namespace Messaging;

/// <summary>A context of the library's own, for hosts that keep messages in a database, or under a connection, of their own. Its schema is brought up to date by migrations that ship with the library.</summary>
/// <param name="options">The options of the context, made by <c>UseDatabase</c> and its like.</param>
public sealed class MessagingDbContext(DbContextOptions<MessagingDbContext> options) : DbContext(options)
{
    /// <summary>The table that keeps the library's migrations apart from the host's.</summary>
    internal const string HistoryTable = "messaging_migrations";

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.AddMessaging(Database.ProviderName, o => (o.Inbox, o.Templates, o.Links, o.Devices, o.Inbound) = (true, true, true, true, true));
    }
}
