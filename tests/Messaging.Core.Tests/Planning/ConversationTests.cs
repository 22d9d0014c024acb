using Messaging.Contacts;
using Messaging.Core.Tests.Support;
using Messaging.Messages;
using Messaging.Preferences;
using Messaging.Templates;
using Messaging.Testing;

namespace Messaging.Core.Tests.Planning;

/// <summary>A channel that takes free text only while a conversation is open: free text, the approved template, or another channel, and the reason.</summary>
public sealed class ConversationTests
{
    private const string Phone = "+4915112345678";
    private static readonly ApprovedTemplate Approved = new("hello_guest", "de", ["{{recipient.name}}"]);

    private readonly RecordingChannelAdapter _whatsApp = new() { Capabilities = new() { ApprovedTemplates = true, ConversationWindow = TimeSpan.FromHours(24) } };
    private readonly RecordingChannelAdapter _messenger = new() { Capabilities = new() { ConversationWindow = TimeSpan.FromHours(24) } };

    [Fact]
    public async Task Send_RecipientNeverWrote_GoesAsApprovedTemplate()
    {
        await using var host = NewHost();
        var id = await host.SendAsync(Request("both"));
        await host.DispatchAsync();
        Assert.Equal("hello_guest", Assert.Single(_whatsApp.Sent).Content.Approved!.Name);
        var plan = await host.Client.ExplainAsync(Request("both"));
        var check = plan.Recipients[0].Channels[0].Checks.Single(c => c.Rule == "conversation");
        Assert.Equal((null, "approved template 'hello_guest' (de): the recipient has not written"), (check.Code, check.Facts));
        Assert.Equal(DeliveryStatus.Sent, (await host.FindAsync(id)).Delivery.StatusAt(host.Now));
    }

    [Fact]
    public async Task Send_ConversationIsOpen_GoesAsFreeText()
    {
        await using var host = NewHost();
        await WriteAsync(host, MessageChannel.WhatsApp);
        await host.SendAsync(Request("both"));
        await host.SendAsync(Request("free"));
        await host.DispatchAsync();
        Assert.All(_whatsApp.Sent, m => Assert.Null(m.Content.Approved));
        Assert.Equal(["Hello Lan", "Free Lan"], _whatsApp.Sent.Select(m => m.Content.Text).OrderDescending(StringComparer.Ordinal));
        Assert.StartsWith("free text: conversation open until", (await host.Client.ExplainAsync(Request("free"))).Recipients[0].Channels[0].Facts, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_AnsweredOnAnotherChannel_OpensNothing()
    {
        await using var host = NewHost();
        await WriteAsync(host, MessageChannel.Sms);
        var receipt = await host.Client.SendAsync(Request("free"));
        Assert.Equal(DecisionCode.SuppressConversationClosed, receipt.Messages[0].Code);
    }

    [Fact]
    public async Task Send_NeitherConversationNorTemplate_IsRefusedWithTheReasonAndTakesAnotherChannel()
    {
        await using var host = NewHost();
        var alone = await host.Client.SendAsync(Request("free"));
        Assert.Equal(DecisionCode.SuppressConversationClosed, alone.Messages[0].Code);
        var routed = await host.Client.SendAsync(Request("free") with { Channels = [MessageChannel.WhatsApp, MessageChannel.Email], Routing = Routing.FirstAvailable });
        Assert.Equal(MessageChannel.Email, Assert.Single(routed.Messages).Channel);
        Assert.Equal(DecisionCode.SuppressConversationClosed, Assert.Single(routed.LeftOut).Code);
    }

    [Fact]
    public async Task Dispatch_ConversationClosedWhileItWaited_GoesAsTemplateOrNotAtAll()
    {
        await using var host = NewHost();
        await WriteAsync(host, MessageChannel.WhatsApp);
        await host.SendAsync(Request("both") with { ExpiresAt = host.Now.AddDays(3) });
        var free = await host.SendAsync(Request("free") with { ExpiresAt = host.Now.AddDays(3) });
        host.Clock.Advance(TimeSpan.FromHours(24));
        await host.DispatchAsync();
        Assert.Equal("hello_guest", Assert.Single(_whatsApp.Sent).Content.Approved!.Name);
        var found = await host.FindAsync(free);
        Assert.Equal((DeliveryStatus.Suppressed, (short)0), (found.Delivery.StatusAt(host.Now), found.Delivery.Attempt));
        Assert.Equal(DecisionCode.SuppressConversationClosed, Assert.Single(found.Decisions).Code);
    }

    [Fact]
    public async Task Send_ChannelWithoutTemplates_NeedsAConversation()
    {
        await using var host = NewHost();
        var request = new MessageRequest
        {
            Content = new InlineContent { Text = "Hello" }, Channels = [MessageChannel.Messenger],
            To = [new Recipient { Addresses = new Dictionary<MessageChannel, string> { [MessageChannel.Messenger] = "1234567890" } }],
        };
        Assert.Equal(DecisionCode.SuppressConversationClosed, (await host.Client.SendAsync(request)).Messages[0].Code);
        await WriteAsync(host, MessageChannel.Messenger, "1234567890");
        await host.Client.SendAsync(request);
        await host.DispatchAsync();
        Assert.Single(_messenger.Sent);
    }

    private static MessageRequest Request(string template) => new()
    {
        Template = template, Channels = [MessageChannel.WhatsApp], To = [new Recipient { Name = "Lan", Phone = Phone, Email = "lan@example.org", Locale = "de" }],
    };

    private static Task WriteAsync(TestHost host, MessageChannel channel, string from = Phone) => host.Get<ContactWriter>().ChangeAsync(
        Contact.Address(channel, from), new ContactEntry { Id = default, ContactId = default, Kind = ContactEntryKind.ConsentRequested, At = host.Now }, state => state.WithInbound(channel, "us", host.Now), always: false, default);

    private TestHost NewHost() => new(b => b
        .AddChannel("wa", MessageChannel.WhatsApp, _ => _whatsApp)
        .AddChannel("fb", MessageChannel.Messenger, _ => _messenger)
        .AddTemplate("both", t => t.WhatsApp("Hello {{recipient.name}}", Approved))
        .AddTemplate("free", t => t.WhatsApp("Free {{recipient.name}}").Email("Free", text: "Free {{recipient.name}}")));
}
