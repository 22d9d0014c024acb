using Messaging.Dispatching;
using Messaging.Messages;
using Messaging.Storage;

namespace Messaging.Core.Tests.Dispatching;

public sealed class LaneTableTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Next_SharesRoomAndTakesTurns()
    {
        var table = new LaneTable();
        table.Add([.. Enumerable.Range(0, 20).Select(i => Lane($"t{i}"))], Now);
        var served = new HashSet<long>();
        for (var round = 0; round < 4; round++)
        {
            var quotas = table.Next(5, Now);
            Assert.Equal(5, quotas.Sum(q => q.Count));
            served.UnionWith(quotas.Select(q => q.Key));
        }

        Assert.Equal(20, served.Count);
    }

    [Fact]
    public void Next_LoneLane_GetsAllRoom()
    {
        var table = new LaneTable();
        table.Add([Lane("a")], Now);
        Assert.Equal([new LaneQuota(Lane("a"), 100)], table.Next(100, Now));
    }

    [Fact]
    public void Next_ServesHigherPrioritiesFirst()
    {
        var table = new LaneTable();
        table.Add([.. Enum.GetValues<MessagePriority>().Select(p => Lane("a", p))], Now);
        Assert.Equal([MessagePriority.Urgent, MessagePriority.High], table.Next(2, Now).Select(q => LaneKey.PriorityOf(q.Key)));
    }

    [Fact]
    public void Next_NotDueYet_IsLeftOut_AndTellsWhenToWake()
    {
        var table = new LaneTable();
        table.Replace([new Lane(Lane("a"), Now.AddSeconds(3)), new Lane(Lane("b"), Now.AddSeconds(9))]);
        Assert.Empty(table.Next(10, Now));
        Assert.Equal(Now.AddSeconds(3), table.NextDue);
        Assert.Equal(Lane("a"), Assert.Single(table.Next(10, Now.AddSeconds(3))).Key);
    }

    [Fact]
    public void Report_ShortClaim_ForgetsTheLane_FullClaim_KeepsIt()
    {
        var table = new LaneTable();
        table.Add([Lane("a"), Lane("b")], Now);
        var quotas = table.Next(10, Now);
        table.Report(quotas, new Dictionary<long, int> { [Lane("a")] = 5, [Lane("b")] = 4 });
        Assert.Equal(Lane("a"), Assert.Single(table.Next(10, Now)).Key);
    }

    private static long Lane(string tenant, MessagePriority priority = MessagePriority.Normal) => LaneKey.Of(tenant, MessageChannel.Email, priority);
}
