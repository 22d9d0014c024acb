using Messaging.Messages;

namespace Messaging.Core.Tests.Messages;

public sealed class LaneKeyTests
{
    [Fact]
    public void Of_TellsItsPriority()
    {
        foreach (var priority in Enum.GetValues<MessagePriority>())
        {
            Assert.Equal(priority, LaneKey.PriorityOf(LaneKey.Of("tenant", MessageChannel.Sms, priority)));
        }
    }

    [Fact]
    public void Of_DiffersByTenantChannelAndPriority()
    {
        var keys = from tenant in new[] { "", "a", "b", "a\nsms" }
                   from channel in MessageChannel.WellKnown
                   from priority in Enum.GetValues<MessagePriority>()
                   select LaneKey.Of(tenant, channel, priority);
        Assert.Equal(4 * 6 * 4, keys.Distinct().Count());
    }

    [Fact]
    public void Of_IsStable() => Assert.Equal(LaneKey.Of("t", MessageChannel.Email, MessagePriority.Normal), LaneKey.Of("t", MessageChannel.Parse("E-MAIL"), MessagePriority.Normal));
}
