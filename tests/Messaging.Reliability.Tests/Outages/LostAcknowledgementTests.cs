using System.Globalization;
using Messaging.Messages;
using Messaging.Reliability.Host;
using Messaging.Reliability.Host.Roles;
using Messaging.Reliability.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Outages;

/// <summary>The database commits, and its answer is lost with the connection. Nobody can know, so it is done again, and counts once.</summary>
public sealed class LostAcknowledgementTests(ITestOutputHelper output)
{
    private const int Times = 100;

    [PostgreSqlSignalFact]
    public async Task Enqueue_AnswerLostAndRepeatedWithItsKey_IsStoredOnce()
    {
        await using var bench = new Workbench(DatabaseKind.PostgreSql, output);
        await bench.SendAsync();
        var (proxy, connectionString) = Through(bench);
        await using var owned = proxy;
        await using var client = bench.NewClient(connectionString);
        var sender = client.GetRequiredService<IMessagingClient>();
        var (lost, armed) = (0, false);
        proxy.LosesAnswerTo = text => armed && IsInsert(text) && !(armed = false);
        for (var i = 0; i < Times; i++)
        {
            var request = Requests.For(1, MessageCategory.Transactional, $"key-{i.ToString(CultureInfo.InvariantCulture)}").Single();
            armed = true;
            var failure = await Assert.ThrowsAsync<MessageStoreException>(() => sender.SendAsync(request));
            Assert.True(failure is { IsTransient: true, OutcomeUnknown: true }, failure.ToString());
            var receipt = await sender.SendAsync(request);
            Assert.True(receipt.IsDuplicate, "The repetition did not find what was stored.");
            lost++;
        }

        var stored = (await bench.Database.RowsAsync<Delivery>()).Count - 1;
        bench.Print($"{lost} answers to a send lost, each repeated with its key: {stored} messages");
        Assert.Equal(Times, stored);
    }

    [PostgreSqlSignalFact]
    public async Task Record_AnswerLost_HasOneEffectAndNoNoise()
    {
        await using var bench = new Workbench(DatabaseKind.PostgreSql, output);
        await bench.SendAsync(Times);
        var (proxy, connectionString) = Through(bench);
        await using var owned = proxy;
        var (asked, lost) = (0, 0);

        // The second of two always comes through, so that each repetition has its answer.
        proxy.LosesAnswerTo = text => IsRecord(text) && Interlocked.Increment(ref asked) % 2 == 1 && Interlocked.Increment(ref lost) > 0;
        var dispatcher = bench.Start(bench.Settings with { ConnectionString = connectionString, MaxInFlight = 4 });
        await bench.WaitUntilDoneAsync(pause: TimeSpan.FromMilliseconds(200));
        Assert.Equal(0, await dispatcher.StopAsync());
        var verdict = await bench.VerdictAsync($"{lost} answers to results lost");
        Assert.Equal(Verdict.Clean(Times), verdict);
        Assert.Equal(Times, bench.Ledger.Count);
        Assert.True(lost > 5, $"Only {lost} answers were lost.");
        Assert.DoesNotContain(dispatcher.Lines, l => l.StartsWith("log|Error", StringComparison.Ordinal) || l.StartsWith("log|Critical", StringComparison.Ordinal));
    }

    private static bool IsInsert(string text) => text.Contains("INSERT INTO", StringComparison.Ordinal) && text.Contains("messaging_messages", StringComparison.Ordinal);

    private static bool IsRecord(string text) => text.Contains("rescues, ambiguous", StringComparison.Ordinal);

    private static (TcpProxy Proxy, string ConnectionString) Through(Workbench bench)
    {
        var connection = new NpgsqlConnectionStringBuilder(bench.Database.ConnectionString) { SslMode = SslMode.Disable };
        var proxy = new TcpProxy(connection.Port);
        connection.Port = proxy.Port;
        return (proxy, connection.ConnectionString);
    }
}
