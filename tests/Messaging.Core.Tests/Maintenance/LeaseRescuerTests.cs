using Messaging.Core.Tests.Support;
using Messaging.Maintenance;
using Messaging.Messages;
using Messaging.Storage;

namespace Messaging.Core.Tests.Maintenance;

/// <summary>A process takes down with it whatever it held. Only what does so alone is poison.</summary>
public sealed class LeaseRescuerTests
{
    private const int Messages = 5;
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Rescue_TheSameMessagesTwice_LetsThemGoOneByOne()
    {
        await using var host = new TestHost();
        var ids = await SendAsync(host);
        await DieAsync(host);
        Assert.Single((await RowsAsync(host, ids)).DistinctBy(d => d.DueAt));
        await DieAsync(host);
        var rows = (await RowsAsync(host, ids)).OrderBy(d => d.DueAt).ToList();
        Assert.Equal(Enumerable.Range(1, Messages).Select(i => host.Clock.GetUtcNow() + (i * Apart)), rows.Select(d => d.DueAt));
    }

    [Fact]
    public async Task Rescue_TheOneThatDiesAlone_IsPoison_AndTheOthersAreNot()
    {
        await using var host = new TestHost();
        var ids = await SendAsync(host);
        await DieAsync(host);
        await DieAsync(host);
        host.Clock.Advance(Apart);
        await DieAsync(host);
        Assert.Equal(
            [DeliveryOutcome.Poison, .. Enumerable.Repeat(DeliveryOutcome.None, Messages - 1)],
            (await RowsAsync(host, ids)).Select(d => d.Outcome).OrderDescending());
    }

    [Fact]
    public async Task Rescue_SeveralForTheThirdTime_BlamesNone()
    {
        await using var host = new TestHost();
        var ids = await SendAsync(host);
        await DieAsync(host);
        await DieAsync(host);
        host.Clock.Advance(Apart * Messages);
        await DieAsync(host);
        Assert.All(await RowsAsync(host, ids), d => Assert.Equal((WorkState.Queued, (short)3), (d.WorkState, d.RescueCount)));
    }

    [Fact]
    public async Task Rescue_WithOthersThatWereThereLessOften_BlamesTheOneThatAlwaysWas()
    {
        await using var host = new TestHost();
        var guilty = await SendAsync(host, 1);
        await DieAsync(host);
        var others = await SendAsync(host, Messages);
        await DieAsync(host);
        await DieAsync(host);
        Assert.Equal(DeliveryOutcome.Poison, (await RowsAsync(host, guilty)).Single().Outcome);
        Assert.All(await RowsAsync(host, others), d => Assert.Equal((WorkState.Queued, (short)2), (d.WorkState, d.RescueCount)));
    }

    private static async Task<List<Guid>> SendAsync(TestHost host, int messages = Messages)
    {
        var ids = new List<Guid>();
        for (var i = 0; i < messages; i++)
        {
            ids.Add(await host.SendAsync());
        }

        return ids;
    }

    // A dispatcher claims what is due and is never heard of again.
    private static async Task DieAsync(TestHost host)
    {
        var store = host.Get<IDeliveryStore>();
        var epoch = Random.Shared.NextInt64();
        await store.HeartbeatAsync(epoch, "victim", TimeSpan.FromMilliseconds(1), isNew: true, default);
        var quotas = (await store.FindLanesAsync(default)).Select(l => new LaneQuota(l.Key, 100)).ToList();
        Assert.NotEmpty(await store.ClaimAsync(epoch, quotas, host.Clock.GetUtcNow(), default));
        host.Clock.Advance(TimeSpan.FromMilliseconds(2));
        await host.Get<IEnumerable<IJanitor>>().OfType<LeaseRescuer>().Single().RunOnceAsync(default);
    }

    private static async Task<List<Delivery>> RowsAsync(TestHost host, List<Guid> ids)
    {
        var rows = new List<Delivery>();
        foreach (var id in ids)
        {
            rows.Add((await host.FindAsync(id)).Delivery);
        }

        return rows;
    }
}
