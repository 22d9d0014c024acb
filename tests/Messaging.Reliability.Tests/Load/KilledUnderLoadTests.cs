using System.Globalization;
using Messaging.Messages;
using Messaging.Reliability.Host;
using Messaging.Reliability.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Load;

/// <summary>Dispatchers are killed and replaced again and again while they are at work, wherever each of their messages happens to be. Nobody helps their leases to end.</summary>
[Collection(Quiet.Name)]
public sealed class KilledUnderLoadTests(ITestOutputHelper output)
{
    private const int MaxInFlight = 32;
    private static readonly int Kills = Tier.Of(3, 20);

    [SignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    [InlineData(Policy.ResendUnderKey)]
    public Task Sqlite_TheOnlyDispatcherKilledAgainAndAgain_NothingIsLostOrSilentlyDoubled(Policy policy) =>
        RunAsync(DatabaseKind.Sqlite, policy, dispatchers: 1, messages: Tier.Of(600, 20_000));

    [PostgreSqlSignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    [InlineData(Policy.ResendUnderKey)]
    public Task PostgreSql_OneOfThreeDispatchersKilledAgainAndAgain_NothingIsLostOrSilentlyDoubled(Policy policy) =>
        RunAsync(DatabaseKind.PostgreSql, policy, dispatchers: 3, messages: Tier.Of(2_500, 50_000));

    private async Task RunAsync(DatabaseKind kind, Policy policy, int dispatchers, int messages)
    {
        await using var bench = new Workbench(kind, output);
        var underKeys = policy == Policy.ResendUnderKey;

        // Three dispatchers would be done before anybody could kill one of them at work.
        var answers = TimeSpan.FromMilliseconds(kind == DatabaseKind.Sqlite ? 5 : 100);
        var settings = bench.Settings.AsSurvivor().With(policy) with
        {
            // A mail server knows no keys; the provider that does is in the process, and its ledger outlives it.
            SmtpPort = underKeys ? 0 : await bench.StartMailServerAsync(answers),
            AnswerDelay = answers,
            MaxInFlight = MaxInFlight,
            Lease = TimeSpan.FromSeconds(6),
            SafetyMargin = TimeSpan.FromMilliseconds(500),
            ProviderTimeout = TimeSpan.FromSeconds(2),
        };
        await bench.SendAsync(messages, policy.Category());
        var sending = await KillAsync(bench, settings, dispatchers, messages);
        await bench.WaitUntilDoneAsync(pause: TimeSpan.FromMilliseconds(250));
        var verdict = await bench.VerdictAsync($"{kind}, {policy}, {messages} messages, {Kills} kills, in Sending at the kills {string.Join(" + ", sending)} = {sending.Sum()}", underKeys);
        Assert.Equal((messages, 0, 0, 0, 0), (verdict.Messages, verdict.Lost, verdict.Unflagged, verdict.Phantom, verdict.Regressed));
        Assert.InRange(verdict.Duplicate, 0, policy == Policy.Resend ? sending.Sum() : 0);
        Assert.InRange(verdict.Unknown, 0, policy == Policy.Once ? sending.Sum() : 0);
        Assert.True(await bench.Database.AnyAsync(d => d.RescueCount > 0), "No process had a message when it was killed.");
        if (kind == DatabaseKind.Sqlite)
        {
            Assert.Equal("ok", await CheckAsync(bench.Database.ConnectionString));
        }
    }

    // At random moments of the run, a random one of those at work.
    private static async Task<List<int>> KillAsync(Workbench bench, HostSettings settings, int dispatchers, int messages)
    {
        var random = new Random(Tier.Seed);
        var sending = new List<int>();
        var alive = Enumerable.Range(1, dispatchers).Select(i => bench.Start(settings with { Node = $"node{i}" })).ToList();
        foreach (var moment in Enumerable.Range(0, Kills).Select(_ => random.Next(messages / 20, messages * 3 / 4)).Order().ToList())
        {
            await bench.WaitForLedgerAsync(moment);
            var victim = alive[random.Next(alive.Count)];
            await victim.WaitForLogAsync("DispatcherStarted");

            // One that replaced another may have nothing yet; it is killed in its calls, unless nothing is left to send.
            await Wait.UntilAsync(
                async () => await bench.Database.CountSendingAsync(victim.Id) > 0 || !await bench.Database.AnyAsync(d => d.WorkState == WorkState.Queued), bench.Describe, TimeSpan.FromMilliseconds(10));
            await Task.Delay(random.Next(100));
            victim.Kill();
            Assert.Equal(HostProcess.Killed, await victim.WaitForExitAsync());
            sending.Add(await bench.Database.CountSendingAsync(victim.Id));
            alive[alive.IndexOf(victim)] = bench.Start(settings with { Node = string.Create(CultureInfo.InvariantCulture, $"replacement{sending.Count}") });
        }

        return sending;
    }

    private static async Task<string?> CheckAsync(string connectionString)
    {
        await using var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check";
        return (string?)await command.ExecuteScalarAsync();
    }
}
