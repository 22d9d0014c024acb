using Messaging.Core.Tests.Support;
using Messaging.Testing;

namespace Messaging.Core.Tests.Dispatching;

/// <summary>Text messages stay within the length that providers take, and their parts are counted.</summary>
public sealed class SmsLimitTests
{
    private readonly RecordingChannelAdapter _sms = new();

    [Fact]
    public async Task LongText_IsCutWithANote_AndItsPartsAreStored()
    {
        await using var host = Host(LongSms.Shorten);
        var request = Request(new string('a', 1_601));
        var explained = (await host.Client.ExplainAsync(request)).Messages[0];
        var id = await host.SendAsync(request);
        await host.DispatchAsync();
        Assert.Equal((1_600, 11), (_sms.Sent[0].Content.Text!.Length, explained.Sms!.Segments));
        var found = await host.FindAsync(id);
        Assert.Equal((DecisionCode.NoteSmsShortened, (short)11), (Assert.Single(found.Decisions).Code, found.Delivery.Segments));
    }

    [Fact]
    public async Task LongText_Rejected_IsAnErrorOfTheCaller()
    {
        await using var host = Host(LongSms.Reject);
        await Assert.ThrowsAsync<InvalidMessageException>(() => host.SendAsync(Request(new string('a', 1_601))));
        await Assert.ThrowsAsync<TemplateException>(() => host.SendAsync(Request("") with { Content = null, Template = "long", Data = new { text = new string('a', 1_601) } }));
        await host.SendAsync(Request(new string('a', 1_600)));
        await host.DispatchAsync();
        Assert.Equal(1_600, _sms.Sent[0].Content.Text!.Length);
    }

    private static MessageRequest Request(string text) => new()
    {
        Content = new InlineContent { Text = text }, Channels = [MessageChannel.Sms], To = [new Recipient { Phone = "+491701234567" }], Category = MessageCategory.Security,
    };

    private TestHost Host(LongSms policy) => new(b =>
    {
        b.AddChannel("sms", MessageChannel.Sms, _ => _sms).AddTemplate("long", t => t.Sms("{{text}}"));
        b.Services.AddMessaging(o => o.LongSms = policy);
    });
}
