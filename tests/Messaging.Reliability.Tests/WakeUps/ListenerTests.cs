using System.Diagnostics;
using System.Globalization;
using Messaging.Reliability.Host;
using Messaging.Reliability.Tests.Support;
using Npgsql;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.WakeUps;

/// <summary>The connection that listens falls silent, or is ended. Messages go out by polling meanwhile, and then it listens again.</summary>
[Collection(Quiet.Name)]
public sealed class ListenerTests(ITestOutputHelper output)
{
    // The poll interval, and what a busy machine adds.
    private const double Longest = 1_500;

    [PostgreSqlSignalFact]
    public async Task Listener_HalfOpenThenTerminated_MessagesAreFoundByPolling_AndItComesBack()
    {
        await using var bench = new Workbench(DatabaseKind.PostgreSql, output);
        var connection = new NpgsqlConnectionStringBuilder(bench.Database.ConnectionString) { SslMode = SslMode.Disable };
        await using var proxy = new TcpProxy(connection.Port);
        connection.Port = proxy.Port;
        await bench.SendAsync();
        var dispatcher = bench.Start(bench.Settings with { ConnectionString = connection.ConnectionString });
        await dispatcher.WaitForLogAsync("WakeUpsHeard");
        await bench.WaitForLedgerAsync(1);

        Assert.Equal(1, proxy.Silence("listener"));
        var begun = Stopwatch.GetTimestamp();
        var whileSilent = await MeasureAsync(bench, 3, 2);
        await Wait.UntilAsync(() => dispatcher.Logged("WakeUpsHeard") == 2, bench.Describe);
        var silentFor = Stopwatch.GetElapsedTime(begun);
        Assert.Equal(1, dispatcher.Logged("WakeUpsLost"));

        begun = Stopwatch.GetTimestamp();
        await TerminateAsync(bench);
        var afterEnd = await MeasureAsync(bench, 1, 5);
        await Wait.UntilAsync(() => dispatcher.Logged("WakeUpsHeard") == 3, bench.Describe);
        var endedFor = Stopwatch.GetElapsedTime(begun);
        var back = await MeasureAsync(bench, 3, 6);
        bench.Print(string.Create(
            CultureInfo.InvariantCulture,
            $"half-open: longest wait {whileSilent:F0} ms, listening again after {silentFor.TotalSeconds:F1} s; ended by the server: {afterEnd:F0} ms, {endedFor.TotalSeconds:F1} s; afterwards {back:F0} ms"));
        Assert.InRange(Math.Max(whileSilent, afterEnd), 0, Longest);
        Assert.InRange(silentFor.TotalSeconds, 5, 25);
        Assert.InRange(endedFor.TotalSeconds, 0, 20);
    }

    private static async Task<double> MeasureAsync(Workbench bench, int messages, int entries)
    {
        var longest = 0.0;
        for (var i = 0; i < messages; i++)
        {
            await bench.SendAsync();
            var begun = Stopwatch.GetTimestamp();
            var wanted = entries + i;
            await Wait.UntilAsync(() => bench.Ledger.Count >= wanted, bench.Describe, TimeSpan.FromMilliseconds(5));
            longest = Math.Max(longest, Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        return longest;
    }

    private static async Task TerminateAsync(Workbench bench)
    {
        await using var connection = new NpgsqlConnection(bench.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name LIKE '%listener' AND datname = current_database()", connection);

        // The server still believes in the one that fell silent, too.
        Assert.InRange((long)(await command.ExecuteScalarAsync())!, 1, 2);
    }
}
