using Messaging.Core.Tests.Support;
using Messaging.Dispatching;
using Messaging.Messages;

namespace Messaging.Core.Tests.Dispatching;

public sealed class HeldMessagesTests
{
    private const int Claims = 200;
    private const int Rounds = 2_000;

    [Fact]
    public async Task Take_OfWhatIsHeld_GivesItsRoomBackAndIsToldWhenItIsLetGo()
    {
        await using var host = new TestHost(b => b.ConfigureDispatcher(o => o.MaxInFlight = 10));
        var (held, message) = (host.Get<HeldMessages>(), NewDelivery(host));
        Assert.Equal(2, await held.ReserveAsync(2, default));
        Assert.True(held.TryTake(message));
        Assert.False(held.TryTake(message));
        Assert.Equal((1, false), (held.Count, held.HasStranded));
        Assert.Equal([message.Id], held.Ids);
        var woken = host.Get<DispatchSignal>().WaitAsync(default);
        Assert.False(woken.IsCompleted);
        held.Give(message, isStranded: false);
        Assert.Equal((0, true), (held.Count, held.HasStranded));
        Assert.Empty(held.Ids);
        await woken.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task RoomOfALane_LeavesAnEighthToOthers_AndComesBackWhenSeveralHaveEnded()
    {
        await using var host = new TestHost(b => b.ConfigureDispatcher(o => o.MaxInFlight = 64));
        var (held, signal) = (host.Get<HeldMessages>(), host.Get<DispatchSignal>());
        var (large, small) = (LaneKey.Of("large", MessageChannel.Email, MessagePriority.Normal), LaneKey.Of("small", MessageChannel.Email, MessagePriority.Normal));
        var messages = Enumerable.Range(0, 56).Select(_ => NewDelivery(host, large)).ToList();
        await held.ReserveAsync(56, default);
        Assert.All(messages, m => Assert.True(held.TryTake(m)));
        Assert.Equal((0, 56, 51), (held.RoomOf(large), held.RoomOf(small), held.LowRoom));

        var woken = signal.WaitAsync(default);
        messages[..6].ForEach(m => held.Give(m, isStranded: false));
        Assert.Equal((0, false), (held.RoomOf(large), woken.IsCompleted));
        held.Give(messages[6], isStranded: false);
        Assert.Equal(7, held.RoomOf(large));
        await woken.WaitAsync(TimeSpan.FromSeconds(10));
        messages[7..].ForEach(m => held.Give(m, isStranded: false));
        Assert.Equal((56, 0), (held.RoomOf(large), held.Count));
    }

    [Fact]
    public async Task LowRoom_IsSharedByAllLanes_AndLeavesAFifthToOthers()
    {
        await using var host = new TestHost(b => b.ConfigureDispatcher(o => o.MaxInFlight = 10));
        var held = host.Get<HeldMessages>();
        await held.ReserveAsync(9, default);
        Assert.True(held.TryTake(NewDelivery(host)));
        Assert.All(Enumerable.Range(0, 8), i => Assert.True(held.TryTake(NewDelivery(host, LaneKey.Of($"t{i}", MessageChannel.Email, MessagePriority.Low)))));
        Assert.Equal(0, held.LowRoom);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 7)]
    [InlineData(8, 7)]
    [InlineData(1_024, 896)]
    public async Task RoomOfALane_IsSevenEighthsOfTheSlots_AndAllOfFew(int slots, int room)
    {
        await using var host = new TestHost(b => b.ConfigureDispatcher(o => o.MaxInFlight = slots));
        Assert.Equal(room, host.Get<HeldMessages>().RoomOf(1));
    }

    // One thread claims what is held, another lets something else go that is stranded, somewhere among these claims: it is told.
    [Fact]
    public async Task HasStranded_WhileOthersAreTakenAgain_IsNotForgotten()
    {
        await using var host = new TestHost(b => b.ConfigureDispatcher(o => o.MaxInFlight = (2 * Claims) + 1));
        var held = host.Get<HeldMessages>();
        using var together = new Barrier(2);
        var forgotten = 0;
        var (again, stranded) = (Enumerable.Range(0, Claims).Select(_ => NewDelivery(host)).ToList(), NewDelivery(host));
        var claimer = Task.Run(async () =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                await held.ReserveAsync((2 * Claims) + 1, default);
                again.ForEach(d => held.TryTake(d));
                held.TryTake(stranded);
                together.SignalAndWait();
                again.ForEach(d => held.TryTake(d));
                together.SignalAndWait();
                forgotten += held.HasStranded ? 0 : 1;
                again.ForEach(d => held.Give(d, isStranded: false));
                held.HasStranded = false;
            }
        });
        for (var round = 0; round < Rounds; round++)
        {
            together.SignalAndWait();
            Thread.SpinWait(Random.Shared.Next(2_000));
            held.Give(stranded, isStranded: true);
            together.SignalAndWait();
        }

        await claimer;
        Assert.Equal((0, 0), (forgotten, held.Count));
    }

    private static Delivery NewDelivery(TestHost host, long? lane = null) => new()
    {
        Id = Guid.NewGuid(), Channel = MessageChannel.Email, LaneKey = lane ?? LaneKey.Of("", MessageChannel.Email, MessagePriority.Normal), DueAt = host.Now, ExpiresAt = host.Now,
    };
}
