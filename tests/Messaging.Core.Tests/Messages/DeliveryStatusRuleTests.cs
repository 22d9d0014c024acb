using Messaging.Messages;

namespace Messaging.Core.Tests.Messages;

public sealed class DeliveryStatusRuleTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void EveryState_HasExactlyOneStatus_AndTheFilterOfThatStatusSelectsIt()
    {
        var filters = Enum.GetValues<DeliveryStatus>().ToDictionary(s => s, s => DeliveryStatusRule.Matching(s, Now).Compile());
        var states = 0;
        foreach (var delivery in AllStates())
        {
            var status = delivery.StatusAt(Now);
            Assert.Equal([status], filters.Where(f => f.Value(delivery)).Select(f => f.Key));
            states++;
        }

        Assert.True(states > 500);
    }

    [Theory]
    [InlineData(0, 0, DeliveryStatus.Queued)]
    [InlineData(0, 1, DeliveryStatus.Scheduled)]
    [InlineData(1, 1, DeliveryStatus.Queued)]
    public void Queued_ForLater_IsScheduledUntilItWasTried(short attempt, int hours, DeliveryStatus expected) =>
        Assert.Equal(expected, Delivery(WorkState.Queued, DeliveryOutcome.None, 0, attempt, false, Now.AddHours(hours)).StatusAt(Now));

    private static IEnumerable<Delivery> AllStates() =>
        from state in Enum.GetValues<WorkState>()
        from outcome in Enum.GetValues<DeliveryOutcome>()
        from rank in new short[] { 0, 10, 20, 30, 35, 40, 50, 55, 60 }
        from attempt in new short[] { 0, 1 }
        from started in new[] { true, false }
        from due in new[] { Now.AddHours(-1), Now, Now.AddHours(1) }
        where IsLegal(state, outcome, rank)
        select Delivery(state, outcome, rank, attempt, started, due);

    // Only the finished have an outcome, and proof of acceptance always makes it acceptance.
    private static bool IsLegal(WorkState state, DeliveryOutcome outcome, short rank) =>
        (state == WorkState.Done) == (outcome != DeliveryOutcome.None) && (state != WorkState.Done || (rank >= StatusRank.Accepted) == (outcome == DeliveryOutcome.Accepted));

    private static Delivery Delivery(WorkState state, DeliveryOutcome outcome, short rank, short attempt, bool started, DateTimeOffset due) => new()
    {
        Id = Guid.Empty,
        Channel = MessageChannel.Email,
        LaneKey = 1,
        WorkState = state,
        Outcome = outcome,
        StatusRank = rank,
        Attempt = attempt,
        StartedAt = started ? Now : null,
        DueAt = due,
        ExpiresAt = due,
    };
}
