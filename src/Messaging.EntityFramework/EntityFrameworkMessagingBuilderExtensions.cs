using Messaging.Authoring;
using Messaging.EntityFramework.Joining;
using Messaging.EntityFramework.Store;
using Messaging.Inbound;
using Messaging.Inbox;
using Messaging.Links;
using Messaging.Maintenance;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Keeps messages through Entity Framework Core.</summary>
public static class EntityFrameworkMessagingBuilderExtensions
{
    /// <summary>Keeps messages in a host's own context, so that a send can be part of its transaction. The context's model must call <c>modelBuilder.AddMessaging(Database.ProviderName)</c>.</summary>
    /// <typeparam name="TContext">The host's context, registered with <c>AddDbContext</c>, <c>AddDbContextPool</c> or <c>AddDbContextFactory</c>.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Changes the options. Calling twice is safe.</param>
    public static MessagingBuilder UseDbContext<TContext>(this MessagingBuilder builder, Action<EntityFrameworkStoreOptions>? configure = null)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (Use<TContext>(builder, $"UseDbContext<{typeof(TContext).Name}>()", typeof(TContext).AssemblyQualifiedName!, isDedicated: false, configure))
        {
            builder.Services.ConfigureDbContext<TContext>((services, options) => options.AddInterceptors(new MessagingInterceptor(services.GetRequiredService<JoinServices>())));
        }

        return builder;
    }

    /// <summary>Keeps messages in a database, or under a connection, of their own. Its schema is made and brought up to date by the library's migrations before its first use.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="database">Chooses the database, such as <c>o => o.UseNpgsql(connectionString)</c>.</param>
    /// <param name="configure">Changes the options. Calling twice is safe.</param>
    public static MessagingBuilder UseDatabase(this MessagingBuilder builder, Action<DbContextOptionsBuilder> database, Action<EntityFrameworkStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(database);
        if (Use<MessagingDbContext>(builder, "UseSqlite, UsePostgreSql or UseDatabase", PlaceOf(database), isDedicated: true, configure))
        {
            builder.Services.AddPooledDbContextFactory<MessagingDbContext>(options =>
            {
                database(options);
                var relational = RelationalOptionsExtension.Extract(options.Options)
                    .WithMigrationsAssembly(typeof(MessagingDbContext).Assembly.GetName().Name)
                    .WithMigrationsHistoryTableName(MessagingDbContext.HistoryTable);
                ((IDbContextOptionsBuilderInfrastructure)options).AddOrUpdateExtension(relational);

                // The migrations are written by hand for several databases, so there is no snapshot to compare with; a test compares the schemas themselves.
                // A failed command is logged by whoever called the store, or was expected: looking for the table of migrations fails on an empty database.
                // The statements of a dispatcher at work would drown the host's log.
                options.ConfigureWarnings(w => w
                    .Ignore(RelationalEventId.PendingModelChangesWarning, RelationalEventId.ModelSnapshotNotFound, RelationalEventId.CommandError, RelationalEventId.ConnectionError, CoreEventId.QueryIterationFailed)
                    .Log((RelationalEventId.CommandExecuted, LogLevel.Debug), (RelationalEventId.AcquiringMigrationLock, LogLevel.Debug)));
            });
        }

        return builder;
    }

    /// <summary>Runs on a database that the library is not tested with, by way of portable statements: correct, but slow. Without this call such a database is refused when the host starts.</summary>
    /// <param name="builder">The builder.</param>
    public static MessagingBuilder AllowUntestedDatabase(this MessagingBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure<EntityFrameworkStoreOptions>(o => o.AllowUntestedDatabase = true);
        return builder;
    }

    // The kind of database and its connection string.
    private static string PlaceOf(Action<DbContextOptionsBuilder> database)
    {
        var options = new DbContextOptionsBuilder();
        database(options);
        return options.Options.Extensions.OfType<RelationalOptionsExtension>().FirstOrDefault() is { } relational ? $"{relational.GetType().Name} {relational.ConnectionString}" : "";
    }

    private static bool Use<TContext>(MessagingBuilder builder, string call, string place, bool isDedicated, Action<EntityFrameworkStoreOptions>? configure)
        where TContext : DbContext
    {
        var services = builder.Services;
        services.AddOptions<EntityFrameworkStoreOptions>();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        if (!StoreChoice.Take(services, call, place))
        {
            return false;
        }

        services.AddSingleton<IContextSource>(s => new ContextSource<TContext>(s.GetRequiredService<IServiceScopeFactory>(), isDedicated));
        services.TryAddSingleton<StoreSetup>();
        services.TryAddSingleton<StoreExecutor>();
        services.TryAddSingleton<JoinServices>();
        services.TryAddSingleton<IMessageStore, EntityFrameworkMessageStore>();
        services.TryAddSingleton<IDeliveryStore, EntityFrameworkDeliveryStore>();
        services.TryAddSingleton<IMaintenanceStore, EntityFrameworkMaintenanceStore>();
        services.TryAddSingleton<IEventStore, EntityFrameworkEventStore>();
        services.TryAddSingleton<IBlobStore, EntityFrameworkBlobStore>();
        services.TryAddSingleton<IContactStore, EntityFrameworkContactStore>();
        services.TryAddSingleton<IReviewStore, EntityFrameworkReviewStore>();
        services.TryAddSingleton<ILimitStore, EntityFrameworkLimitStore>();
        services.TryAddSingleton<IQueueStore, EntityFrameworkQueueStore>();
        services.TryAddSingleton<IDeadLetterStore, EntityFrameworkDeadLetterStore>();
        services.TryAddSingleton<ICountStore, EntityFrameworkCountStore>();
        services.TryAddSingleton<IInboxStore, EntityFrameworkInboxStore>();
        services.TryAddSingleton<ITemplateStore, EntityFrameworkTemplateStore>();
        services.TryAddSingleton<ILinkStore, EntityFrameworkLinkStore>();
        services.TryAddSingleton<IDeviceStore, EntityFrameworkDeviceStore>();
        services.TryAddSingleton<IInboundStore, EntityFrameworkInboundStore>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupCheck, StoreStartupCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SqliteFileGuard>());
        services.AddOptions<RetentionOptions>().PostConfigure<IOptions<EntityFrameworkStoreOptions>>((retention, store) => retention.ByMonths = store.Value.MonthlyPartitions);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IJanitor, PartitionJanitor>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, PartitionStartup>());
        return true;
    }
}
