using Messaging.Dispatching;
using Messaging.PostgreSql;
using Messaging.PostgreSql.WakeUps;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Keeps messages in PostgreSQL.</summary>
public static class PostgreSqlMessagingBuilderExtensions
{
    /// <summary>
    /// Keeps messages in PostgreSQL, under a connection of their own. The tables appear on first use; any number of processes may dispatch from one database, and each wakes the others when it has
    /// stored a message, unless <see cref="DispatcherOptions.WakeUpHints"/> is false.
    /// </summary>
    /// <param name="builder">The builder. Calling twice is safe.</param>
    /// <param name="connectionString">The connection string. Give the host's own to share its database. A dispatcher holds one more connection than its pool, to listen.</param>
    /// <param name="configure">Changes the options.</param>
    /// <remarks>
    /// What the connection string leaves open is set: <c>statement_timeout</c> 10 s, <c>lock_timeout</c> 2 s and <c>idle_in_transaction_session_timeout</c> 30 s in its <c>Options</c>, none of which holds for
    /// migrations; <c>enable_seqscan</c> and <c>jit</c> off there too, so that plans kept from when a table was small serve when it has grown; <c>Max Auto Prepare</c> 64; and with several hosts
    /// <c>Target Session Attributes=primary</c>. With <c>No Reset On Close=true</c>, as behind PgBouncer, all but the last are left alone. Without it the pool, which is the library's own, does not reset its
    /// sessions either: nothing the library does outlives a transaction, and neither should what you do on a <see cref="MessagingDbContext"/>.
    /// </remarks>
    public static MessagingBuilder UsePostgreSql(this MessagingBuilder builder, string connectionString, Action<EntityFrameworkStoreOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        var settings = ConnectionSettings.Complete(connectionString);
        builder.UseDatabase(o => o.UseNpgsql(settings.ConnectionString), configure);
        return builder.AddWakeUps<MessagingDbContext>(connectionString);
    }

    /// <summary>
    /// Lets the processes of a host that keeps messages in its own context wake each other, as <see cref="UsePostgreSql"/> does by itself. Without it their dispatchers find each other's messages by polling.
    /// </summary>
    /// <typeparam name="TContext">The context given to <c>UseDbContext</c>.</typeparam>
    /// <param name="builder">The builder. Calling twice is safe.</param>
    /// <param name="connectionString">The connection string of the context's database. A dispatcher holds one more connection, to listen; each process sends over a pool of its own.</param>
    public static MessagingBuilder AddWakeUps<TContext>(this MessagingBuilder builder, string connectionString)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        var settings = ConnectionSettings.Complete(connectionString);
        builder.Services.TryAddSingleton(s => new WakeUpChannel(settings.ConnectionString, ConnectionSettings.ForListening(settings), () => Take<TContext>(s)));
        builder.Services.TryAddSingleton(s => new WakeUpSender(
            s.GetRequiredService<WakeUpChannel>().NotifyAsync, s.GetRequiredService<WakeUpChannel>().Node, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<WakeUpSender>>()));
        builder.Services.TryAddSingleton<IWakeUpHint>(s => s.GetRequiredService<IOptions<DispatcherOptions>>().Value.WakeUpHints ? s.GetRequiredService<WakeUpSender>() : new NoWakeUps());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, WakeUpListener>());
        return builder;
    }

    private static (DbContext Context, IAsyncDisposable Lease) Take<TContext>(IServiceProvider services)
        where TContext : DbContext
    {
        var scope = services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetService<TContext>() ?? scope.ServiceProvider.GetRequiredService<IDbContextFactory<TContext>>().CreateDbContext();
        return (context, scope);
    }
}
