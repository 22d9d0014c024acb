using Messaging.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EntityFramework.Tests.Support;

/// <summary>The services of a host on a database of its own, with a manual clock and nothing running.</summary>
public sealed class StoreHost : IDisposable
{
    private readonly TestDatabase _database;

    private StoreHost(TestDatabase database, Action<IServiceCollection, TestDatabase> configure)
    {
        _database = database;
        var services = new ServiceCollection().AddSingleton<TimeProvider>(Clock);
        configure(services, database);
        Services = services.BuildServiceProvider();
    }

    public ManualTimeProvider Clock { get; } = new();

    public ServiceProvider Services { get; }

    /// <summary>A host with the library's own context.</summary>
    public static StoreHost Dedicated(bool sqlite, bool portable = false, bool partitioned = false) =>
        new(TestDatabase.Create(sqlite), (services, database) => database.Use(services.AddMessaging(), o => (o.ForcePortable, o.MonthlyPartitions) = (portable, partitioned)));

    /// <summary>A host with a context of its own.</summary>
    public static StoreHost Own<TContext>(bool sqlite)
        where TContext : DbContext
    {
        var host = new StoreHost(TestDatabase.Create(sqlite), (services, database) =>
        {
            services.AddDbContext<TContext>(o => database.Use(o));
            services.AddMessaging().UseDbContext<TContext>();
        });
        using var scope = host.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<TContext>().Database.EnsureCreated();
        return host;
    }

    public void Dispose()
    {
        Services.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _database.Dispose();
    }
}
