using Messaging.Channels;
using Messaging.Messages;
using Messaging.Reliability.Host;
using Messaging.Reliability.Tests.Support;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Races;

/// <summary>Two results for one message, that of the dispatcher which lost its lease last. It asks for a retry; if that counted, a finished message would be sent once more.</summary>
public sealed class OldTokenTests(ITestOutputHelper output)
{
    [SignalFact]
    public Task Sqlite_OldTokenLast_ChangesNothing() => RunAsync(DatabaseKind.Sqlite, StoreKind.Real, unchanged: Fencing.Messages);

    [PostgreSqlSignalFact]
    public Task PostgreSql_OldTokenLast_ChangesNothing() => RunAsync(DatabaseKind.PostgreSql, StoreKind.Real, unchanged: Fencing.Messages);

    [SignalFact]
    public Task Sqlite_WithoutTheToken_FinishedMessagesAreQueuedAgain() => RunAsync(DatabaseKind.Sqlite, StoreKind.Unfenced, unchanged: 0);

    [PostgreSqlSignalFact]
    public Task PostgreSql_WithoutTheToken_FinishedMessagesAreQueuedAgain() => RunAsync(DatabaseKind.PostgreSql, StoreKind.Unfenced, unchanged: 0);

    private async Task RunAsync(DatabaseKind kind, StoreKind store, int unchanged)
    {
        await using var race = new Fencing(kind, store, output);
        await race.SendAsync();
        var old = await race.StartAsync();
        await race.RescueAsync();
        await race.ResolveAsync();
        Assert.Equal(Fencing.Messages, await race.CompleteAsync(await race.StartAsync(), id => SendOutcome.Accepted($"second-{id:N}")));
        var before = (await race.RowsAsync()).ToDictionary(d => d.Id);
        Assert.All(before.Values, d => Assert.Equal((WorkState.Done, DeliveryOutcome.Accepted), (d.WorkState, d.Outcome)));

        var written = await race.CompleteAsync(old, _ => SendOutcome.Retry(new SendFailure(FailureKind.Temporary, "450")));
        var same = (await race.RowsAsync()).Count(d => d == before[d.Id]);
        race.Print($"{kind}, {store} store: the old token came last and wrote {written} rows; {same} of {Fencing.Messages} unchanged");
        Assert.Equal((Fencing.Messages - unchanged, unchanged), (written, same));
    }
}
