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
        table.Add(Due([.. Enumerable.Range(0, 20).Select(i => Lane($"t{i}"))]), Now);
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
    public void Next_ManyLanesAndMuchRoom_AFewOfEachAndEverybodyInTurn()
    {
        var table = new LaneTable();
        table.Add(Due([.. Enumerable.Range(0, 200).Select(i => Lane($"t{i}"))]), Now);
        var taken = new Dictionary<long, int>();
        for (var claim = 0; claim < 8; claim++)
        {
            var quotas = table.Next(100, Now);
            Assert.Equal(Enumerable.Repeat(4, 25), quotas.Select(q => q.Count));
            Assert.All(quotas, q => taken.Add(q.Key, q.Count));
            table.Report(quotas, quotas.ToDictionary(q => q.Key, q => (q.Count, Now)));
        }

        Assert.Equal(200, taken.Count);
    }

    [Fact]
    public void Next_NewcomerAmongManyLanes_IsServedByTheNextClaim()
    {
        var table = new LaneTable();
        table.Add(Due([.. Enumerable.Range(0, 200).Select(i => Lane($"t{i}"))]), Now);
        Flood(table, 20, 100);
        table.Add(Due(Lane("newcomer")), Now);
        Assert.Contains(table.Next(100, Now), q => q.Key == Lane("newcomer"));
    }

    [Fact]
    public void Add_LaneThatWasDueBefore_StaysDueSince()
    {
        var table = new LaneTable();
        table.Replace([new Lane(Lane("a"), Now.AddMinutes(-5)), new Lane(Lane("b"), Now.AddMinutes(5))]);
        table.Add(Due(Lane("a")), Now);
        Assert.Equal(Lane("a"), Assert.Single(table.DueAt(Now.AddMinutes(-5))));
        Assert.Equal(Now.AddMinutes(5), table.NextDueAfter(Now));
        table.Report([new LaneQuota(Lane("a"), 1)], new Dictionary<long, (int, DateTimeOffset)>());
        table.Add(Due(Lane("b")), Now);
        Assert.Equal(Lane("b"), Assert.Single(table.DueAt(Now)));
        Assert.Null(table.NextDueAfter(Now));
    }

    [Fact]
    public void Next_LoneLane_GetsAllRoom()
    {
        var table = new LaneTable();
        table.Add(Due(Lane("a")), Now);
        Assert.Equal([new LaneQuota(Lane("a"), 100)], table.Next(100, Now));
    }

    [Fact]
    public void Next_UrgentFirst_OthersKeepAFifthAndATwentieth()
    {
        var table = new LaneTable();
        var lanes = Enum.GetValues<MessagePriority>().ToDictionary(p => p, p => Lane("a", p));
        table.Add(Due([.. lanes.Values]), Now);
        Flood(table, 10, 40);
        var quotas = table.Next(100, Now).ToDictionary(q => LaneKey.PriorityOf(q.Key), q => q.Count);
        Assert.Equal(75, quotas[MessagePriority.Urgent]);
        Assert.Equal(20, quotas[MessagePriority.High] + quotas[MessagePriority.Normal]);
        Assert.Equal(5, quotas[MessagePriority.Low]);
    }

    [Fact]
    public void Next_SmallClaims_OthersGetTheirPartInTheLongRun()
    {
        var table = new LaneTable();
        table.Add(Due([Lane("a", MessagePriority.Urgent), Lane("a"), Lane("a", MessagePriority.Low)]), Now);
        var taken = Flood(table, 400, 2);
        Assert.InRange(taken[Lane("a")], 150, 170);
        Assert.InRange(taken[Lane("a", MessagePriority.Low)], 35, 45);
        Assert.Equal(800, taken.Values.Sum());
    }

    [Fact]
    public void Next_FloodOfOneTenant_LeavesEachOtherTenantItsTurn()
    {
        var table = new LaneTable();
        table.Add(Due([Lane("flood")]), Now);
        Flood(table, 8, 64);
        table.Add(Due([.. Enumerable.Range(0, 4).Select(i => Lane($"small{i}"))]), Now);
        var quotas = table.Next(64, Now).ToDictionary(q => q.Key, q => q.Count);
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(10, quotas[Lane($"small{i}")]));
        Assert.Equal(24, quotas[Lane("flood")]);
    }

    [Fact]
    public void Next_KnownToHaveLittle_IsAskedForLittle()
    {
        var table = new LaneTable();
        table.Add(Due([Lane("flood"), Lane("small")]), Now);
        Flood(table, 6, 64, small: Lane("small"));
        table.Add(Due([Lane("small")]), Now);
        var quotas = table.Next(64, Now).ToDictionary(q => q.Key, q => q.Count);
        Assert.Equal((63, 1), (quotas[Lane("flood")], quotas[Lane("small")]));
    }

    [Fact]
    public void Next_Weight_GivesThatManyTurns()
    {
        var table = new LaneTable();
        table.Add(Due([Lane("a"), Lane("b")]), Now);
        var taken = Flood(table, 20, 40, weightOf: lane => lane == Lane("a") ? 3 : 1);
        Assert.InRange(taken[Lane("a")] / (double)taken[Lane("b")], 2.8, 3.2);
    }

    [Fact]
    public void Next_LowRoom_IsTheMostForLowLanes()
    {
        var table = new LaneTable();
        table.Add(Due([Lane("a", MessagePriority.Low)]), Now);
        Assert.Equal(7, Assert.Single(table.Next(100, Now, lowRoom: 7)).Count);
        Assert.Empty(table.Next(100, Now, lowRoom: 0));
    }

    [Fact]
    public void Next_NotWorthClaiming_IsLeftOut()
    {
        var table = new LaneTable();
        table.Add(Due([Lane("a"), Lane("b")]), Now);
        Assert.Equal([new LaneQuota(Lane("b"), 3)], table.Next(10, Now, lane => lane == Lane("a") ? 0 : 3));
    }

    [Fact]
    public void Next_NotDueYet_IsLeftOut_AndTellsWhenToWake()
    {
        var table = new LaneTable();
        table.Replace([new Lane(Lane("a"), Now.AddSeconds(3)), new Lane(Lane("b"), Now.AddSeconds(9))]);
        Assert.Empty(table.Next(10, Now));
        Assert.Equal(Now.AddSeconds(3), table.NextDueAfter(Now));
        Assert.Equal(Now.AddSeconds(9), table.NextDueAfter(Now.AddSeconds(3)));
        Assert.Equal(Lane("a"), Assert.Single(table.Next(10, Now.AddSeconds(3))).Key);
    }

    [Fact]
    public void Report_ShortClaim_ForgetsTheLane_FullClaim_KeepsIt()
    {
        var table = new LaneTable();
        table.Add(Due(Lane("a"), Lane("b")), Now);
        var quotas = table.Next(10, Now);
        table.Report(quotas, new Dictionary<long, (int, DateTimeOffset)> { [Lane("a")] = (5, Now), [Lane("b")] = (4, Now) });
        Assert.Equal(Lane("a"), Assert.Single(table.Next(10, Now)).Key);
    }

    [Fact]
    public void Add_FallsDueLater_IsWaitedForAndDelaysNothing()
    {
        var table = new LaneTable();
        table.Add(new Dictionary<long, DateTimeOffset> { [Lane("a")] = Now.AddSeconds(1), [Lane("b")] = DateTimeOffset.MinValue }, Now);
        table.Add(new Dictionary<long, DateTimeOffset> { [Lane("a")] = Now.AddSeconds(2) }, Now);
        Assert.Equal(Lane("b"), Assert.Single(table.Next(10, Now)).Key);
        table.Report([new LaneQuota(Lane("b"), 10)], new Dictionary<long, (int, DateTimeOffset)>());
        Assert.Equal(Now.AddSeconds(1), table.NextDueAfter(Now));
    }

    [Fact]
    public void Report_RaisesTheFloor_UntilALookUpFindsSomethingEarlier()
    {
        var table = new LaneTable();
        table.Add(Due([Lane("a")]), Now);
        Assert.Equal(DateTimeOffset.UnixEpoch, Claim(table, Now.AddSeconds(-1)).Floor);
        Assert.Equal(Now.AddSeconds(-6), Claim(table, Now.AddSeconds(-1)).Floor);
        table.Replace([new Lane(Lane("a"), Now.AddSeconds(-5))]);
        Assert.Equal(Now.AddSeconds(-6), Claim(table, Now).Floor);
        table.Replace([new Lane(Lane("a"), Now.AddSeconds(-20))]);
        Assert.Equal(DateTimeOffset.UnixEpoch, Claim(table, Now.AddSeconds(-20)).Floor);
    }

    [Fact]
    public void Replace_WithoutTheLane_KeepsItsFloorForAWhile()
    {
        var table = new LaneTable();
        table.Add(Due([Lane("a")]), Now);
        Claim(table, Now);
        table.Replace([]);
        table.Add(Due([Lane("a")]), Now);
        Assert.Equal(Now.AddSeconds(-5), Claim(table, Now).Floor);
        for (var i = 0; i < 100; i++)
        {
            table.Replace([]);
        }

        table.Add(Due([Lane("a")]), Now);
        Assert.Equal(DateTimeOffset.UnixEpoch, Claim(table, Now).Floor);
    }

    private static LaneQuota Claim(LaneTable table, DateTimeOffset latest)
    {
        var quota = Assert.Single(table.Next(10, Now));
        table.Report([quota], new Dictionary<long, (int, DateTimeOffset)> { [quota.Key] = (10, latest) });
        return quota;
    }

    // Claims that get all they ask for, but for the small lane, which has one.
    private static Dictionary<long, int> Flood(LaneTable table, int claims, int room, Func<long, int>? weightOf = null, long? small = null)
    {
        var taken = new Dictionary<long, int>();
        for (var i = 0; i < claims; i++)
        {
            var quotas = table.Next(room, Now, weightOf: weightOf);
            table.Report(quotas, quotas.ToDictionary(q => q.Key, q => (q.Key == small ? 1 : q.Count, Now)));
            foreach (var quota in quotas)
            {
                taken[quota.Key] = taken.GetValueOrDefault(quota.Key) + quota.Count;
            }
        }

        return taken;
    }

    private static Dictionary<long, DateTimeOffset> Due(params IReadOnlyCollection<long> lanes) => lanes.ToDictionary(l => l, _ => Now);

    private static long Lane(string tenant, MessagePriority priority = MessagePriority.Normal) => LaneKey.Of(tenant, MessageChannel.Email, priority);
}
