using Messaging.Core.Tests.Support;
using Messaging.Dispatching;
using Messaging.Messages;

namespace Messaging.Core.Tests.Dispatching;

public sealed class HeldMessagesTests
{
    private const int Rounds = 20_000;

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
        held.Give(message, isStranded: false);
        Assert.Equal((0, true), (held.Count, held.HasStranded));
        Assert.Empty(held.Ids);
    }

    // One thread claims what is held, another lets something else go that is stranded: whatever comes first, it is told.
    [Fact]
    public async Task HasStranded_WhileSomethingIsTakenAgain_IsNotForgotten()
    {
        await using var host = new TestHost(b => b.ConfigureDispatcher(o => o.MaxInFlight = 10));
        var held = host.Get<HeldMessages>();
        using var together = new Barrier(2);
        var forgotten = 0;
        var (again, stranded) = (NewDelivery(host), NewDelivery(host));
        var claimer = Task.Run(async () =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                await held.ReserveAsync(3, default);
                held.TryTake(again);
                held.TryTake(stranded);
                together.SignalAndWait();
                held.TryTake(again);
                together.SignalAndWait();
                forgotten += held.HasStranded ? 0 : 1;
                held.Give(again, isStranded: false);
                held.HasStranded = false;
            }
        });
        for (var round = 0; round < Rounds; round++)
        {
            together.SignalAndWait();
            held.Give(stranded, isStranded: true);
            together.SignalAndWait();
        }

        await claimer;
        Assert.Equal((0, 0), (forgotten, held.Count));
    }

    private static Delivery NewDelivery(TestHost host) => new()
    {
        Id = Guid.NewGuid(), Channel = MessageChannel.Email, LaneKey = LaneKey.Of("", MessageChannel.Email, MessagePriority.Normal), DueAt = host.Now, ExpiresAt = host.Now,
    };
}
