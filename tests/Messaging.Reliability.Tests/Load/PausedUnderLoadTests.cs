using Messaging.Messages;
using Messaging.Reliability.Host;
using Messaging.Reliability.Tests.Support;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Load;

/// <summary>A dispatcher is stopped in the middle of its calls, for longer than its lease, and goes on when another one has done all the work.</summary>
public sealed class PausedUnderLoadTests(ITestOutputHelper output)
{
    private const int Messages = 1_000;
    private const int MaxInFlight = 32;

    [PostgreSqlSignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    public async Task StoppedPastTheLease_WhatItHadStartedIsUnknown_AndItWritesNothing(Policy policy)
    {
        await using var bench = new Workbench(DatabaseKind.PostgreSql, output);
        var settings = bench.Settings.AsSurvivor() with
        {
            SmtpPort = await bench.StartMailServerAsync(TimeSpan.FromMilliseconds(50)),
            SmtpConnections = 16,
            MaxInFlight = MaxInFlight,
            Heartbeat = TimeSpan.FromMilliseconds(500),
            Lease = TimeSpan.FromSeconds(6),
            SafetyMargin = TimeSpan.FromMilliseconds(500),
            ProviderTimeout = TimeSpan.FromSeconds(2),
        };
        await bench.SendAsync(Messages, policy.Category());
        var zombie = bench.Start(settings with { Node = "zombie" });
        await zombie.WaitForLogAsync("DispatcherStarted");
        await bench.WaitForLedgerAsync(Messages / 20);
        ProcessSignal.Stop(zombie.Id);
        await zombie.WaitForStopAsync();
        var held = (await bench.Database.RowsAsync<Delivery>()).Where(d => d.WorkState == WorkState.Leased).ToDictionary(d => d.Id);
        var started = held.Values.Where(d => d.StartedAt is not null).Select(d => d.Id).ToHashSet();

        bench.Start(settings with { Node = "survivor" });
        await bench.WaitUntilDoneAsync(pause: TimeSpan.FromMilliseconds(250));
        var before = await DecidedAsync(bench);
        var unknown = (await bench.Database.RowsAsync<Delivery>()).Count(d => d.Ambiguous && started.Contains(d.Id));
        var rescued = await bench.Database.CountAsync(d => d.RescueCount > 0);
        zombie.Continue();
        await zombie.WaitForLogAsync("LeaseLost");

        // Another message tells that it is at work again, so nothing of before is left to happen.
        await bench.SendAsync();
        await bench.WaitUntilDoneAsync();
        Assert.Equal(0, await zombie.StopAsync());
        var after = await DecidedAsync(bench);
        var written = before.Count(b => after[b.Key] != b.Value);
        var verdict = await bench.VerdictAsync($"{policy}, stopped past its lease with {held.Count} claimed, {started.Count} of them started: {unknown} Unknown, {rescued} rescued, {written} written by the zombie");
        Assert.Equal((Messages + 1, 0, 0, 0, 0), (verdict.Messages, verdict.Lost, verdict.Unflagged, verdict.Phantom, verdict.Regressed));
        Assert.Equal((0, started.Count), (written, unknown));
        Assert.True(started.Count > 0, "It was stopped between two calls, so nothing was proved.");
        Assert.InRange(verdict.Duplicate, 0, policy == Policy.Once ? 0 : started.Count);
    }

    // What only the owner of a lease may decide. A late answer still counts as proof, which is not among it.
    private static async Task<Dictionary<Guid, (WorkState, long, short, short, short, DateTimeOffset)>> DecidedAsync(Workbench bench) =>
        (await bench.Database.RowsAsync<Delivery>()).ToDictionary(d => d.Id, d => (d.WorkState, d.LeaseToken, d.Attempt, d.RetryCount, d.RescueCount, d.DueAt));
}
