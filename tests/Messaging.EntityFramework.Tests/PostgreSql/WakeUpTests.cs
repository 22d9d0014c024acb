using System.Diagnostics;
using Messaging.Dispatching;
using Messaging.EntityFramework.Tests.Support;
using Messaging.PostgreSql.WakeUps;
using Messaging.Messages;
using Messaging.Testing;
using Messaging.TestTools;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Xunit.Abstractions;

namespace Messaging.EntityFramework.Tests.PostgreSql;

/// <summary>Two hosts on one server: what one commits wakes the other, and nobody else.</summary>
public sealed class WakeUpTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [PostgreSqlFact]
    public async Task Send_ByAnotherProcess_WakesWithItsLane()
    {
        using var database = TestDatabase.CreatePostgreSql();
        await using var sender = NewHost(database.ConnectionString);
        await using var listener = NewHost(database.ConnectionString);
        await SendAsync(listener);
        await using var listening = await ListenAsync(listener);
        await SendAsync(sender);
        var (scan, lanes) = await NextAsync(listener);
        Assert.False(scan);
        Assert.Single(lanes);
    }

    [PostgreSqlFact]
    public async Task Send_JoinedInTheHostsContext_WakesAfterTheCommit()
    {
        using var database = TestDatabase.CreatePostgreSql();
        await using var sender = NewOwnHost(database);
        await using var scope = sender.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HostDbContext>();
        await db.Database.EnsureCreatedAsync();
        await using var listener = NewOwnHost(database);
        await using var listening = await ListenAsync(listener);
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Messaging().SendAsync(JoinedHost.Request());
        await db.SaveChangesAsync();
        Assert.False(listener.GetRequiredService<DispatchSignal>().WaitAsync(default).IsCompleted);
        await transaction.CommitAsync();
        Assert.Single((await NextAsync(listener)).Lanes);
    }

    [PostgreSqlFact]
    public async Task Send_ByTheSameProcess_IsNotHeardTwice()
    {
        using var database = TestDatabase.CreatePostgreSql();
        await using var host = NewHost(database.ConnectionString);
        await SendAsync(host);
        await using var other = NewHost(database.ConnectionString);
        await using var listening = await ListenAsync(host);
        await SendAsync(host);
        host.GetRequiredService<DispatchSignal>().Take();

        // What comes after the own notification has come through shows that that one was passed over.
        await SendAsync(other);
        Assert.Single((await NextAsync(host)).Lanes);
        Assert.False(host.GetRequiredService<DispatchSignal>().WaitAsync(default).IsCompleted);
    }

    [PostgreSqlFact]
    public async Task Send_InAnotherInstallationOfTheSameDatabase_WakesNobodyHere()
    {
        using var database = TestDatabase.CreatePostgreSql();
        await using (var connection = new NpgsqlConnection(database.ConnectionString))
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("CREATE SCHEMA one; CREATE SCHEMA two", connection);
            await command.ExecuteNonQueryAsync();
        }

        await using var one = NewHost(database.ConnectionString + ";Search Path=one");
        await using var two = NewHost(database.ConnectionString + ";Search Path=two");
        await using var alsoTwo = NewHost(database.ConnectionString + ";Search Path=two");
        await SendAsync(one);
        await SendAsync(two);
        await using var listening = await ListenAsync(two);
        await SendAsync(one);
        await SendAsync(alsoTwo, MessagePriority.Urgent);
        Assert.Equal(MessagePriority.Urgent, LaneKey.PriorityOf(Assert.Single((await NextAsync(two)).Lanes).Key));
    }

    [PostgreSqlFact]
    public async Task Start_HintsSwitchedOff_NeitherSendsNorListens()
    {
        using var database = TestDatabase.CreatePostgreSql();
        await using var off = NewHost(database.ConnectionString, b => b.ConfigureDispatcher(o => o.WakeUpHints = false));
        await SendAsync(off);
        Assert.IsType<NoWakeUps>(off.GetRequiredService<IWakeUpHint>());
        var service = Listener(off);
        await service.StartAsync(default);
        await service.ExecuteTask!.WaitAsync(Patience);
        Assert.Equal(WakeUpState.Local, off.GetRequiredService<IMessagingSignal>().WakeUp);
    }

    [PostgreSqlFact]
    public async Task Listen_RefusedByTheServer_PollsOnlyAndShowsIt()
    {
        await using var host = NewHost("Host=127.0.0.1;Port=1;Username=x;Database=y;Timeout=1");
        var service = Listener(host);
        var signal = host.GetRequiredService<DispatchSignal>();
        await service.StartAsync(default);
        await UntilAsync(() => signal.WakeUp == WakeUpState.PollingOnly);
        await service.StopAsync(default);
        Assert.Equal(WakeUpState.Local, signal.WakeUp);
    }

    [PostgreSqlFact]
    public async Task Listen_NothingComesThrough_IsNoticed()
    {
        using var database = TestDatabase.CreatePostgreSql();
        using var elsewhere = TestDatabase.CreatePostgreSql();

        // As behind a pooler in transaction mode: to listen succeeds, and nothing is ever heard. Here because notifications stay within their database.
        await using var host = NewHost(database.ConnectionString, b => b.Services.AddSingleton(s => new WakeUpChannel(
            database.ConnectionString, elsewhere.ConnectionString, () => Take(s.GetRequiredService<IDbContextFactory<MessagingDbContext>>().CreateDbContext()))));
        await using var other = NewHost(elsewhere.ConnectionString);
        await SendAsync(host);
        await SendAsync(other);
        var begun = Stopwatch.GetTimestamp();
        await Assert.ThrowsAsync<TimeoutException>(() => Listener(host).RunOnceAsync(default));
        output.WriteLine($"noticed after {Stopwatch.GetElapsedTime(begun).TotalSeconds:F1} s");
        Assert.NotEqual(WakeUpState.Listening, host.GetRequiredService<DispatchSignal>().WakeUp);
    }

    private static (DbContext Context, IAsyncDisposable Lease) Take(MessagingDbContext context) => (context, context);

    private static ServiceProvider NewHost(string connectionString, Action<MessagingBuilder>? configure = null)
    {
        var services = new ServiceCollection();
        var builder = services.AddMessaging().UsePostgreSql(connectionString).AddChannel("test", MessageChannel.Email, _ => new RecordingChannelAdapter());
        configure?.Invoke(builder);
        return services.BuildServiceProvider();
    }

    private static ServiceProvider NewOwnHost(TestDatabase database)
    {
        var services = new ServiceCollection();
        services.AddDbContext<HostDbContext>(o => database.Use(o));
        services.AddMessaging().UseDbContext<HostDbContext>().AddWakeUps<HostDbContext>(database.ConnectionString).AddChannel("test", MessageChannel.Email, _ => new RecordingChannelAdapter());
        return services.BuildServiceProvider();
    }

    private static Task<SendReceipt> SendAsync(IServiceProvider host, MessagePriority priority = MessagePriority.Normal) =>
        host.GetRequiredService<IMessagingClient>().SendAsync(JoinedHost.Request() with { Priority = priority });

    private static WakeUpListener Listener(IServiceProvider host) => host.GetServices<IHostedService>().OfType<WakeUpListener>().Single();

    private static async Task<Running> ListenAsync(IServiceProvider host)
    {
        var (service, signal) = (Listener(host), host.GetRequiredService<DispatchSignal>());
        await service.StartAsync(default);
        await UntilAsync(() => signal.WakeUp == WakeUpState.Listening);

        // The look for what was missed, and what was still on its way.
        await signal.WaitAsync(default).WaitAsync(Patience);
        signal.Take();
        return new Running(service);
    }

    private static async Task<(bool Scan, IReadOnlyDictionary<long, DateTimeOffset> Lanes)> NextAsync(IServiceProvider host)
    {
        var signal = host.GetRequiredService<DispatchSignal>();
        await signal.WaitAsync(default).WaitAsync(Patience);
        return signal.Take();
    }

    private sealed class Running(WakeUpListener service) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await service.StopAsync(default);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var begun = Stopwatch.GetTimestamp(); !condition();)
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < Patience, "It did not come to that.");
            await Task.Delay(10);
        }
    }
}
