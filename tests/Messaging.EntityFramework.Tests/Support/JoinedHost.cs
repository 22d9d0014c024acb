using Messaging.Dispatching;
using Messaging.Storage;
using Messaging.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EntityFramework.Tests.Support;

/// <summary>A host whose context holds the messaging tables, pooled or not, with or without a retrying strategy. Nothing dispatches; the signal is watched instead.</summary>
public sealed class JoinedHost : IDisposable
{
    private readonly TestDatabase _database;

    public JoinedHost(bool sqlite, bool pooled, bool retrying = false, bool refuse = false)
    {
        _database = TestDatabase.Create(sqlite);
        var services = new ServiceCollection().AddSingleton<TimeProvider>(Clock);
        services.AddMessaging().UseDbContext<HostDbContext>().AddChannel("test", MessageChannel.Email, _ => new RecordingChannelAdapter());
        if (pooled)
        {
            services.AddDbContextPool<HostDbContext>(Configure, poolSize: 1);
        }
        else
        {
            services.AddDbContext<HostDbContext>(Configure);
        }

        Services = services.BuildServiceProvider();
        using (var scope = Services.CreateScope())
        {
            scope.ServiceProvider.GetRequiredService<HostDbContext>().Database.EnsureCreated();
        }

        void Configure(DbContextOptionsBuilder options)
        {
            _database.Use(options).AddInterceptors(Fault);
            if (refuse)
            {
                options.AddInterceptors(new RefusingInterceptor());
            }

            if (retrying && sqlite)
            {
                options.UseSqlite(o => o.ExecutionStrategy(d => new TestRetryingStrategy(d)));
            }
            else if (retrying)
            {
                options.UseNpgsql(o => o.ExecutionStrategy(d => new TestRetryingStrategy(d)));
            }
        }
    }

    public ManualTimeProvider Clock { get; } = new();

    public CommitFault Fault { get; } = new();

    public ServiceProvider Services { get; }

    public string ConnectionString => _database.ConnectionString;

    public IMessagingClient Client => Services.GetRequiredService<IMessagingClient>();

    /// <summary>Whether the dispatcher was told of news since the last look.</summary>
    public bool WasWoken()
    {
        var (scan, lanes) = Services.GetRequiredService<DispatchSignal>().Take();
        return scan || lanes.Count > 0;
    }

    public async Task<int> CountMessagesAsync() => (await Client.ListAsync(new MessageQuery { PageSize = 200 })).Messages.Count;

    public async Task<int> CountBookingsAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<HostDbContext>().Bookings.CountAsync();
    }

    public static MessageRequest Request(string? key = null, int recipients = 1) => new()
    {
        Content = new InlineContent { Subject = "Booked", Text = "See you." },
        To = [.. Enumerable.Range(0, recipients).Select(i => new Recipient { Email = $"guest{i}@example.org" })],
        IdempotencyKey = key,
    };

    public void Dispose()
    {
        Services.Dispose();
        _database.Dispose();
    }
}
