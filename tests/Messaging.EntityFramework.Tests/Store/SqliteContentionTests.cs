using System.Collections.Concurrent;
using System.Diagnostics;
using Messaging.EntityFramework.Tests.Support;
using Messaging.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SQLitePCL;
using Xunit.Abstractions;

namespace Messaging.EntityFramework.Tests.Store;

/// <summary>Writers of the host's own, a dispatcher and callers that send, all on one file.</summary>
public sealed class SqliteContentionTests(ITestOutputHelper output)
{
    private const int Writers = 8;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LongHold = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Send_BesideWritersAndADispatcher_NobodyThatWaitsSeesALockedFile()
    {
        using var database = TestDatabase.CreateSqlite();
        using var host = Build(database.ConnectionString);
        var client = host.Services.GetRequiredService<IMessagingClient>();
        await client.SendAsync(Request());
        Execute(database.ConnectionString, "CREATE TABLE host_rows (id INTEGER PRIMARY KEY, text TEXT)");
        await host.StartAsync();

        using var end = new CancellationTokenSource(Length);
        var (waits, writes) = (new ConcurrentBag<double>(), new ConcurrentBag<double>());
        List<Task> tasks =
        [
            .. Enumerable.Range(0, Writers).Select(i => Task.Factory.StartNew(() => Write(database.ConnectionString, i == 0, writes, end.Token), TaskCreationOptions.LongRunning)),
            .. Enumerable.Range(0, 4).Select(_ => Task.Run(() => SendAsync(client, waits, end.Token))),
        ];
        var refused = Task.Factory.StartNew(() => CountRefusals(database.ConnectionString, end.Token), TaskCreationOptions.LongRunning);
        await Task.WhenAll(tasks);
        await host.StopAsync();

        Print("send", waits);
        Print("write of the host", writes);
        Assert.NotEmpty(waits);

        // The control: one that does not wait meets a locked file all the time.
        Assert.True(await refused > 0, "Nobody was in anybody's way, so this test cannot fail.");
    }

    private static IHost Build(string connectionString)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddMessaging().UseSqlite(connectionString).AddChannel("test", MessageChannel.Email, _ => new RecordingChannelAdapter());
        return builder.Build();
    }

    private static MessageRequest Request() => new() { Content = new InlineContent { Subject = "Hello", Text = "Hello" }, To = [new Recipient { Email = "guest@example.org" }] };

    private static async Task SendAsync(IMessagingClient client, ConcurrentBag<double> waits, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            var start = Stopwatch.GetTimestamp();
            await client.SendAsync(Request(), CancellationToken.None);
            waits.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
    }

    // What a host does by itself, with the waiting that every host should ask for. One of them now and then keeps the file for long.
    private static void Write(string connectionString, bool holds, ConcurrentBag<double> writes, CancellationToken end)
    {
        using var connection = Open(connectionString, busyTimeout: 5_000);
        for (var i = 0; !end.IsCancellationRequested; i++)
        {
            var start = Stopwatch.GetTimestamp();
            using var transaction = connection.BeginTransaction();
            using var command = new SqliteCommand("INSERT INTO host_rows (text) VALUES ('row')", connection, transaction);
            command.ExecuteNonQuery();
            if (holds && i % 20 == 10)
            {
                end.WaitHandle.WaitOne(LongHold);
            }

            transaction.Commit();
            writes.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            end.WaitHandle.WaitOne(5);
        }
    }

    private static int CountRefusals(string connectionString, CancellationToken end)
    {
        using var connection = Open(connectionString, busyTimeout: 0);
        var refused = 0;
        while (!end.IsCancellationRequested)
        {
            refused += raw.sqlite3_exec(connection.Handle, "BEGIN IMMEDIATE; COMMIT") == raw.SQLITE_BUSY ? 1 : 0;
            end.WaitHandle.WaitOne(5);
        }

        return refused;
    }

    private static SqliteConnection Open(string connectionString, int busyTimeout)
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        raw.sqlite3_busy_timeout(connection.Handle, busyTimeout);
        return connection;
    }

    private static void Execute(string connectionString, string sql)
    {
        using var connection = Open(connectionString, busyTimeout: 5_000);
        using var command = new SqliteCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private void Print(string what, ConcurrentBag<double> values)
    {
        var sorted = values.Order().ToList();
        output.WriteLine($"{what}: {sorted.Count}, p50 {sorted[sorted.Count / 2]:0.0} ms, p99 {sorted[sorted.Count * 99 / 100]:0.0} ms, worst {sorted[^1]:0.0} ms");
    }
}
