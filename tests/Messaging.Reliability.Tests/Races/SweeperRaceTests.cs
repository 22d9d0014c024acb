using Messaging.Channels;
using Messaging.Messages;
using Messaging.Reliability.Host;
using Messaging.Reliability.Tests.Support;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Races;

/// <summary>A result is written between a janitor's look and its write. The janitor asks again when it writes; without that it would undo what is finished.</summary>
public sealed class SweeperRaceTests(ITestOutputHelper output)
{
    [SignalFact]
    public Task Sqlite_ResultBetweenLookAndWrite_Survives() => RunAsync(DatabaseKind.Sqlite, StoreKind.Real, survivors: Fencing.Messages);

    [PostgreSqlSignalFact]
    public Task PostgreSql_ResultBetweenLookAndWrite_Survives() => RunAsync(DatabaseKind.PostgreSql, StoreKind.Real, survivors: Fencing.Messages);

    [SignalFact]
    public Task Sqlite_WriteThatDoesNotAskAgain_UndoesIt() => RunAsync(DatabaseKind.Sqlite, StoreKind.Unfenced, survivors: 0);

    [PostgreSqlSignalFact]
    public Task PostgreSql_WriteThatDoesNotAskAgain_UndoesIt() => RunAsync(DatabaseKind.PostgreSql, StoreKind.Unfenced, survivors: 0);

    private async Task RunAsync(DatabaseKind kind, StoreKind store, int survivors)
    {
        await using var race = new Fencing(kind, store, output);
        await race.SendAsync();
        var started = await race.StartAsync();
        var written = 0;
        await race.RescueAsync(between: async inner => written += await race.CompleteAsync(started, id => SendOutcome.Accepted($"first-{id:N}"), inner));
        var survived = (await race.RowsAsync()).Count(d => d is { WorkState: WorkState.Done, Outcome: DeliveryOutcome.Accepted, RescueCount: 0, Ambiguous: false });
        race.Print($"{kind}, {store} store: {survived} of {written} results between a janitor's look and its write survived");
        Assert.Equal((Fencing.Messages, survivors), (written, survived));
    }
}
