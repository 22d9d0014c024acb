using System.Net;
using System.Text.Json.Nodes;
using Messaging.Channels;
using Messaging.Providers.Tests.Infobip.Support;
using Messaging.Providers.Tests.Twilio.Support;
using Messaging.Templates;

namespace Messaging.Providers.Tests.Infobip;

public sealed class InfobipWhatsAppChannelAdapterTests
{
    private static readonly ApprovedTemplate Approved = new("booking_reminder", "pt_BR", ["Đặng", "12/1"]);

    public static TheoryData<OutboundMessage, string, string> Kinds => new()
    {
        { Message("Hello ☃"), "text", """{"text":"Hello ☃"}""" },
        { Message("See", "https://example.org/a.jpg"), "image", """{"mediaUrl":"https://example.org/a.jpg","caption":"See"}""" },
        { Message(null, "https://example.org/a.jpg"), "image", """{"mediaUrl":"https://example.org/a.jpg"}""" },
        { Message("See", "https://example.org/in%20voice.PDF?x=1"), "document", """{"mediaUrl":"https://example.org/in%20voice.PDF?x=1","caption":"See","filename":"in voice.PDF"}""" },
        { Message("text", null, Approved), "template", """{"templateName":"booking_reminder","templateData":{"body":{"placeholders":["Đặng","12/1"]}},"language":"pt_BR"}""" },
        { Message(null, null, Approved with { Parameters = [] }), "template", """{"templateName":"booking_reminder","templateData":{"body":{"placeholders":[]}},"language":"pt_BR"}""" },
        { Message(null, "https://example.org/a.png", Approved), "template", """{"templateName":"booking_reminder","templateData":{"body":{"placeholders":["Đặng","12/1"]},"header":{"type":"IMAGE","mediaUrl":"https://example.org/a.png"}},"language":"pt_BR"}""" },
        { Message(null, "https://example.org/a.pdf", Approved), "template", """{"templateName":"booking_reminder","templateData":{"body":{"placeholders":["Đặng","12/1"]},"header":{"type":"DOCUMENT","mediaUrl":"https://example.org/a.pdf","filename":"a.pdf"}},"language":"pt_BR"}""" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Message_OfEachKind_HasItsPathAndContent(OutboundMessage message, string path, string content)
    {
        var vendor = new StubVendor();
        var outcome = await InfobipAccounts.Adapter(vendor, MessageChannel.WhatsApp, InfobipAccounts.Options()).SendAsync(message, default);

        Assert.Equal(SendOutcomeKind.Accepted, outcome.Kind);
        Assert.Equal($"/whatsapp/1/message/{path}", vendor.Request.Address.AbsolutePath);
        var body = JsonNode.Parse(vendor.Request.Body)!;
        var sent = (path == "template" ? body["messages"]![0] : body)!.AsObject();
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(content), sent["content"]), sent["content"]!.ToJsonString());
        Assert.Equal(("441134960000", "491512345678", message.IdempotencyKey), ((string)sent["from"]!, (string)sent["to"]!, (string)sent["messageId"]!));
        Assert.Equal((message.Reference.ToString(), $"https://example.org/webhooks/infobip?token={InfobipAccounts.Token}&channel=whatsapp"), ((string)sent["callbackData"]!, (string)sent["notifyUrl"]!));
    }

    [Theory]
    [InlineData(null, null, FailureKind.Refused)]
    [InlineData("Hi", "ftp://example.org/a.jpg", FailureKind.Refused)]
    [InlineData("Hi", "a.jpg", FailureKind.Refused)]
    [InlineData("4097", null, FailureKind.TooLarge)]
    [InlineData("3001", "https://example.org/a.jpg", FailureKind.TooLarge)]
    public async Task Message_ThatCannotBeSent_IsRefusedWithoutARequest(string? text, string? image, FailureKind kind)
    {
        var vendor = new StubVendor();
        var message = Message(int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var length) ? new string('x', length) : text, image);

        var outcome = await InfobipAccounts.Adapter(vendor, MessageChannel.WhatsApp, InfobipAccounts.Options()).SendAsync(message, default);

        Assert.Equal((SendOutcomeKind.Rejected, kind), (outcome.Kind, outcome.Failure!.Kind));
        Assert.Empty(vendor.Requests);
    }

    [Theory]
    [InlineData("""{"messageId":"given","status":{"groupId":1,"id":7}}""", SendOutcomeKind.Accepted, "given")]
    [InlineData("""{"messages":[{"messageId":"given","status":{"groupId":1,"id":7}}]}""", SendOutcomeKind.Accepted, "given")]
    [InlineData("""{"messages":[{"messageId":"given","status":{"groupId":5,"id":12}}]}""", SendOutcomeKind.Retry, null)]
    [InlineData("""{"messages":[null]}""", SendOutcomeKind.Accepted, null)]
    [InlineData("""{"messageId":"x\ud800"}""", SendOutcomeKind.Accepted, null)]
    public async Task Answer_SingleOrInAList_IsRead(string body, SendOutcomeKind kind, string? id)
    {
        var outcome = await InfobipAccounts.Adapter(new StubVendor(HttpStatusCode.OK, body), MessageChannel.WhatsApp, InfobipAccounts.Options()).SendAsync(Message("Hi"), default);

        Assert.Equal((kind, id), (outcome.Kind, outcome.ProviderMessageId));
    }

    [Fact]
    public void Capabilities_AreThoseOfTheChannel()
    {
        var adapter = InfobipAccounts.Adapter(new StubVendor(), MessageChannel.WhatsApp, InfobipAccounts.Options());

        Assert.Equal((true, TimeSpan.FromHours(24), 1, null), (adapter.Capabilities.ApprovedTemplates, adapter.Capabilities.ConversationWindow, adapter.Capabilities.MaxBatchSize, adapter.Capabilities.IdempotencyWindow));
    }

    private static OutboundMessage Message(string? text, string? image = null, ApprovedTemplate? approved = null) => InfobipAccounts.Message(MessageChannel.WhatsApp, 1, text, image, approved);
}
