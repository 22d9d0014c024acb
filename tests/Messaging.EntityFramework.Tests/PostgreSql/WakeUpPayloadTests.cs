using System.Text;
using Messaging.PostgreSql.WakeUps;

namespace Messaging.EntityFramework.Tests.PostgreSql;

public sealed class WakeUpPayloadTests
{
    private const string Node = "00ff00ff00ff00ff";

    [Fact]
    public void Lanes_ComeBackAsTheyWent()
    {
        var payload = WakeUpPayload.Parse(new WakeUpPayload(Node, false, [0, -1, long.MinValue, long.MaxValue]).ToString());
        Assert.Equal(Node, payload.Node);
        Assert.Equal([0, -1, long.MinValue, long.MaxValue], payload.Lanes!);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(5_000)]
    public void Text_FitsIntoANotification_AndTooManyLanesMeanAny(int lanes)
    {
        var text = new WakeUpPayload(Node, false, [.. Enumerable.Range(0, lanes).Select(i => -1L - i)]).ToString();
        Assert.InRange(Encoding.UTF8.GetByteCount(text), 1, 7_999);
        Assert.Equal(lanes <= 400 ? lanes : null, WakeUpPayload.Parse(text).Lanes?.Count);
    }

    [Fact]
    public void Echo_IsNoNews() => Assert.True(WakeUpPayload.Parse(new WakeUpPayload(Node, true, []).ToString()) is { IsEcho: true, Lanes.Count: 0 });

    [Theory]
    [InlineData("")]
    [InlineData("what")]
    [InlineData("node later version, other form")]
    [InlineData("node 12,zz")]
    [InlineData("node 123456789012345678")]
    public void Unreadable_MeansAny(string text) => Assert.True(WakeUpPayload.Parse(text) is { IsEcho: false, Lanes: null });
}
