using System.Diagnostics;
using System.Globalization;
using Messaging.Reliability.Host;
using Messaging.Reliability.Tests.Support;
using Npgsql;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Outages;

/// <summary>Heartbeats arrive and are written, and their answers come after the lease. A node that trusted them would send what others have taken over.</summary>
[Collection(Quiet.Name)]
public sealed class LateHeartbeatTests(ITestOutputHelper output)
{
    private const int Messages = 200;

    // Long enough that calls go on for a while after the last heartbeat that was answered: each needs its time-out and two seconds of what is left.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(7);

    [PostgreSqlSignalFact]
    public async Task Answer_LaterThanTheLease_ExtendsNoTrust()
    {
        await using var bench = new Workbench(DatabaseKind.PostgreSql, output);
        var connection = new NpgsqlConnectionStringBuilder(bench.Database.ConnectionString) { SslMode = SslMode.Disable };
        await using var proxy = new TcpProxy(connection.Port);
        connection.Port = proxy.Port;
        await bench.SendAsync(Messages);
        var dispatcher = bench.Start(bench.Settings.AsSurvivor() with
        {
            ConnectionString = connection.ConnectionString,
            TellsCalls = true,
            MaxInFlight = 2,
            AnswerDelay = TimeSpan.FromMilliseconds(50),
            Heartbeat = TimeSpan.FromMilliseconds(400),
            Lease = Lease,
            SafetyMargin = Margin,
            ProviderTimeout = TimeSpan.FromSeconds(1),
        });
        await bench.WaitForLedgerAsync(10);
        var isLate = true;
        var (beats, first) = (0, 0L);
        proxy.DelaysAnswerTo = text =>
        {
            if (!Volatile.Read(ref isLate) || !IsHeartbeat(text))
            {
                return TimeSpan.Zero;
            }

            Interlocked.Increment(ref beats);
            Interlocked.CompareExchange(ref first, Stopwatch.GetTimestamp(), 0);
            return Late;
        };
        await dispatcher.WaitForLogAsync("LeaseLost");
        var lost = Stopwatch.GetTimestamp();
        var last = Calls(dispatcher).Max();
        Volatile.Write(ref isLate, false);
        await bench.WaitUntilDoneAsync();
        Assert.Equal(0, await dispatcher.StopAsync());

        // Trust ends with the last answer that came in time, so no call begins after it until there is a new lease.
        var silent = Calls(dispatcher).Where(c => c > first).Aggregate((Longest: TimeSpan.Zero, Before: first), (a, c) => (Longer(a.Longest, Stopwatch.GetElapsedTime(a.Before, c)), c)).Longest;
        var fenced = Stopwatch.GetElapsedTime(first, last);
        bench.Print(string.Create(
            CultureInfo.InvariantCulture,
            $"{beats} heartbeats answered {Late.TotalSeconds:F0} s late with a lease of {Lease.TotalSeconds:F0} s: last call {fenced.TotalSeconds:F1} s after the first of them, lease given up {Stopwatch.GetElapsedTime(first, lost).TotalSeconds:F1} s after it; nothing sent for {silent.TotalSeconds:F1} s"));
        var verdict = await bench.VerdictAsync("heartbeats answered late");
        Assert.Equal((Messages, 0, 0, 0, 0), (verdict.Messages, verdict.Lost, verdict.Unflagged, verdict.Phantom, verdict.Regressed));
        Assert.InRange(beats, 1, 10);
        Assert.InRange(fenced, TimeSpan.Zero, Lease - Margin);
    }

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static bool IsHeartbeat(string text) => text.Contains("UPDATE", StringComparison.Ordinal) && text.Contains("messaging_dispatchers", StringComparison.Ordinal);

    private static List<long> Calls(HostProcess dispatcher) =>
        [.. dispatcher.Lines.Where(l => l.StartsWith("@called ", StringComparison.Ordinal)).Select(l => long.Parse(l.Split(' ')[2], CultureInfo.InvariantCulture))];
}
