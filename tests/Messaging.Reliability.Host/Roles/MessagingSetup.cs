using Messaging.Maintenance;
using Messaging.Reliability.Host.Faults;
using Messaging.Reliability.Host.Ledgers;
using Messaging.Reliability.Host.Stores;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Messaging.Reliability.Host.Roles;

/// <summary>Adds messaging as the settings say: the database, the provider, and what goes wrong.</summary>
internal static class MessagingSetup
{
    public static void Add(IServiceCollection services, HostSettings settings, Announcer announcer)
    {
        services.AddSingleton(settings).AddSingleton(announcer).AddSingleton<FaultPlan>();
        var builder = services.AddMessaging(o =>
        {
            (o.SendOnly, o.DailyCap) = (settings.Role != HostRole.Dispatch, settings.DailyCap);
            o.Marketing.RequiresConsent = false;
        }).ConfigureDispatcher(o => Configure(o, settings));
        if (!settings.Sweeps)
        {
            services.RemoveAll<IJanitor>();
        }

        AddDatabase(builder, settings);
        if (settings.IgnoresFileLock)
        {
            services.Remove(services.Single(s => s.ImplementationType?.Name == "SqliteFileGuard"));
        }

        AddProvider(builder, settings);
        services.Decorate<IMessageStore>((s, inner) => new FaultyMessageStore(inner, s.GetRequiredService<FaultPlan>()));
        services.Decorate<IDeliveryStore>((s, inner) => new FaultyDeliveryStore(Weaken(s, inner, settings), s.GetRequiredService<FaultPlan>(), settings));
    }

    private static IDeliveryStore Weaken(IServiceProvider services, IDeliveryStore real, HostSettings settings) => settings.Store switch
    {
        StoreKind.SelectThenUpdate => new SelectThenUpdateStore(real, Contexts(services), TimeProvider.System),
        StoreKind.Unguarded => new UnguardedStore(real, services.GetRequiredService<IContactStore>(), Contexts(services)),
        StoreKind.Unfenced => new UnfencedStore(real, Contexts(services)),
        _ => real,
    };

    private static IDbContextFactory<MessagingDbContext> Contexts(IServiceProvider services) => services.GetRequiredService<IDbContextFactory<MessagingDbContext>>();

    private static void AddDatabase(MessagingBuilder builder, HostSettings settings)
    {
        if (settings.OwnContext)
        {
            builder.UseDbContext<BookingDbContext>();
            builder.Services.AddDbContext<BookingDbContext>((s, options) => Use(options, settings).AddInterceptors(new FaultyCommit(s.GetRequiredService<FaultPlan>())));
            return;
        }

        _ = settings.Database == DatabaseKind.Sqlite ? builder.UseSqlite(settings.ConnectionString) : builder.UsePostgreSql(settings.ConnectionString);
        builder.Services.ConfigureDbContext<MessagingDbContext>((s, options) =>
        {
            options.AddInterceptors(new FaultyCommands(s.GetRequiredService<FaultPlan>()));
            if (settings.Fault == FaultPoint.BeforeReportCommit)
            {
                DriverFaults.Watch(s.GetRequiredService<FaultPlan>());
            }
        });
    }

    private static DbContextOptionsBuilder Use(DbContextOptionsBuilder options, HostSettings settings) =>
        settings.Database == DatabaseKind.Sqlite ? options.UseSqlite(settings.ConnectionString) : options.UseNpgsql(settings.ConnectionString);

    private static void AddProvider(MessagingBuilder builder, HostSettings settings)
    {
        if (settings.SmtpPort > 0)
        {
            builder.AddSmtp(o =>
            {
                (o.Host, o.Port, o.Security) = ("127.0.0.1", settings.SmtpPort, Providers.Smtp.SmtpSecurity.None);
                (o.From, o.LocalName, o.MaxConnections) = ("news@host.test", settings.Node, settings.SmtpConnections);
            });
            return;
        }

        builder.Services.AddSingleton(_ => new Ledger(settings.LedgerFolder, settings.Node, toDisk: true)).AddSingleton<LedgerChannelAdapter>();
        foreach (var channel in new[] { MessageChannel.Email, MessageChannel.Messenger })
        {
            builder.AddChannel("ledger", channel, s => s.GetRequiredService<LedgerChannelAdapter>());
        }
    }

    private static void Configure(Dispatching.DispatcherOptions options, HostSettings settings)
    {
        (options.HeartbeatInterval, options.LeaseDuration, options.SafetyMargin) = (settings.Heartbeat, settings.Lease, settings.SafetyMargin);
        (options.ProviderTimeout, options.PollInterval, options.SweepInterval) = (settings.ProviderTimeout, settings.Poll, settings.Sweep);
        options.RetryDelays = settings.FirstRetry is { } first ? [first, .. options.RetryDelays.Skip(1)] : options.RetryDelays;
        (options.DrainTimeout, options.ProofGrace, options.UnknownAfter) = (settings.Drain, settings.ProofGrace, settings.UnknownAfter);
        (options.MaxInFlight, options.WakeUpHints) = (settings.MaxInFlight, settings.WakeUpHints);
    }
}
