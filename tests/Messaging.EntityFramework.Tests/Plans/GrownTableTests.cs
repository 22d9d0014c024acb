using Messaging.Messages;
using Messaging.Storage;
using Messaging.TestTools;

namespace Messaging.EntityFramework.Tests.Plans;

/// <summary>A session keeps the plans of its statements. Those it made while the tables were small, when to read them whole was cheapest, must serve when they have grown.</summary>
public sealed class GrownTableTests
{
    // The driver prepares a statement at its fifth use, and the server keeps a plan of it after five more.
    private const int Calls = 12;

    // Of all statements for one message. To read one of the tables whole takes more, by whichever index.
    private const int MostBuffers = 200;

    [PostgreSqlTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Statement_PlannedWhileItsTablesWereSmall_ReadsTheIndexOnceTheyAreLarge(bool wereAnalysed)
    {
        var (scans, buffers) = await FindScansAsync("", wereAnalysed);
        Assert.Empty(scans);
        Assert.InRange(buffers, 1, MostBuffers);
    }

    // The control: with the server's own setting, which a host may ask for, the same calls read whole tables.
    [PostgreSqlTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Statement_WhereScansAreAllowed_KeepsReadingTheWholeTable(bool wereAnalysed)
    {
        // A session that falls behind with the news of the server's other databases, which tests beside this one make and drop, forgets all its plans and makes them anew.
        var (scans, buffers) = await FindScansAsync("-c enable_seqscan=on", wereAnalysed);
        for (var again = 0; again < 4 && scans.Count == 0; again++)
        {
            (scans, buffers) = await FindScansAsync("-c enable_seqscan=on", wereAnalysed);
        }

        Assert.NotEmpty(scans);
        Assert.True(buffers > MostBuffers, $"{buffers} buffers: the control shows no difference.");
    }

    private static async Task<(IReadOnlyList<string> Scans, long Buffers)> FindScansAsync(string settings, bool wereAnalysed)
    {
        await using var store = await PlannedStore.CreateAsync(settings, asShipped: true);
        await SendOneAsync(store);
        if (wereAnalysed)
        {
            await store.RunSqlAsync("ANALYZE");
        }

        for (var i = 0; i < Calls; i++)
        {
            await SendOneAsync(store);
        }

        await store.FillAsync("0");
        var (_, plans) = await store.WatchAsync(async () => await SendOneAsync(store));
        var scans = plans.SelectMany(p => p.Nodes).Where(n => n.IsScan && n.Table is "messaging_deliveries" or "messaging_messages" or "messaging_contents" or "messaging_contacts").Select(n => $"{n.Part} {n.Type} {n.Table}");
        return ([.. scans], plans.Sum(p => p.Nodes[0].Buffers));
    }

    private static async Task<bool> SendOneAsync(PlannedStore store)
    {
        await store.AddAsync();
        var now = store.Clock.GetUtcNow();
        var lane = (await store.Deliveries.FindLanesAsync(default))[0];
        var claimed = Assert.Single(await store.Deliveries.ClaimAsync(1, [new LaneQuota(lane.Key, 1)], now.AddDays(1), default)).Delivery;
        await store.Contacts.ReadAsync([claimed.Id], default);
        var start = DeliveryTransition.Announce(claimed, "sample", null, underKey: false) with { PersonId = claimed.Id, CapContact = claimed.Id, CapDay = 1, CapLimit = 5 };
        await store.Deliveries.StartAsync([start], now, default);
        await store.Deliveries.RecordAsync([DeliveryTransition.Refuse(claimed with { Attempt = 1 }, DeliveryOutcome.Rejected, DecisionCode.FailRender, now)], now, default);
        return true;
    }
}
