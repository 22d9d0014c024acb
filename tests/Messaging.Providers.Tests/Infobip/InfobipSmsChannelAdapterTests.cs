using System.Net;
using System.Text.Json.Nodes;
using Messaging.Channels;
using Messaging.Providers.Infobip;
using Messaging.Providers.Tests.Infobip.Support;
using Messaging.Providers.Tests.Twilio.Support;

namespace Messaging.Providers.Tests.Infobip;

public sealed class InfobipSmsChannelAdapterTests
{
    [Fact]
    public async Task Batch_OfMessages_IsOneRequestUnderOurIds()
    {
        var (outcomes, request) = await SendAsync("{}", Message(1), Message(2));

        Assert.All(outcomes, o => Assert.Equal(SendOutcomeKind.Accepted, o.Kind));
        Assert.Equal(("https://xxxxx.api.infobip.com/sms/3/messages", $"App {InfobipAccounts.Key}"), (request.Address.AbsoluteUri, request.Authorization));
        var expected = """
            {"sender":"HaffSegeln","destinations":[{"to":"491512345678","messageId":"5eed-0197a4b0000070008000000000000001.0"}],"content":{"text":"Hello ☃ & more"},
            "options":{"validityPeriod":{"amount":7200,"timeUnit":"SECONDS"}},
            "webhooks":{"delivery":{"url":"https://example.org/webhooks/infobip?token=webhook-token-0123456789&channel=sms"},"contentType":"application/json","callbackData":"0197a4b0000070008000000000000001.0.2"}}
            """;
        var messages = JsonNode.Parse(request.Body)!["messages"]!.AsArray();
        Assert.Equal(2, messages.Count);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), messages[0]), messages[0]!.ToJsonString());
    }

    [Fact]
    public async Task Webhook_WithoutATokenOfOurs_IsLeftToThePortal()
    {
        var (_, request) = await SendAsync("{}", o => (o.WebhookUrl, o.WebhookToken, o.WebhookUser, o.WebhookPassword, o.ValidityPeriod) = (null, null, InfobipAccounts.User, InfobipAccounts.Password, null), Message(1));

        var message = JsonNode.Parse(request.Body)!["messages"]![0]!;
        Assert.Null(message["webhooks"]!["delivery"]);
        Assert.Null(message["options"]);
        Assert.Equal("0197a4b0000070008000000000000001.0.2", (string)message["webhooks"]!["callbackData"]!);
    }

    [Fact]
    public async Task Answer_InAnotherOrder_GivesEachMessageItsOwn()
    {
        var (outcomes, _) = await SendAsync(Answer(Entry(3, 5, 10), Entry(1, 1, 26), Entry(2, 5, 12)), Message(1), Message(2), Message(3));

        Assert.Equal([SendOutcomeKind.Accepted, SendOutcomeKind.Retry, SendOutcomeKind.Rejected], outcomes.Select(o => o.Kind));
        Assert.Equal([Message(1).IdempotencyKey, null, null], outcomes.Select(o => o.ProviderMessageId));
    }

    [Fact]
    public async Task Answer_ThatLeavesAMessageOut_LeavesItUnknown()
    {
        var (outcomes, _) = await SendAsync(Answer(Entry(1, 1, 26)), Message(1), Message(2));

        Assert.Equal([SendOutcomeKind.Accepted, SendOutcomeKind.Unknown], outcomes.Select(o => o.Kind));
    }

    [Theory]
    [InlineData("""{"groupId":5,"id":23,"name":"REJECTED_DUPLICATE_MESSAGE_ID"}""", "null")]
    [InlineData("""{"groupId":2,"id":9}""", """{"id":5492}""")]
    [InlineData("""{"groupId":5,"id":9}""", """{"id":7280}""")]
    public async Task Answer_ThatTheIdWasThereBefore_IsAnAcceptanceOfTheFirst(string status, string error)
    {
        var (outcomes, _) = await SendAsync($$"""{"messages":[{"messageId":"another","status":{{status}},"error":{{error}}}]}""", Message(1));

        Assert.Equal((SendOutcomeKind.Accepted, Message(1).IdempotencyKey), (outcomes[0].Kind, outcomes[0].ProviderMessageId));
    }

    [Theory]
    [InlineData(6, SendOutcomeKind.Retry, FailureKind.Configuration)]
    [InlineData(19, SendOutcomeKind.Retry, FailureKind.Configuration)]
    [InlineData(8, SendOutcomeKind.Rejected, FailureKind.InvalidRecipient)]
    [InlineData(14, SendOutcomeKind.Rejected, FailureKind.OptedOut)]
    [InlineData(51, SendOutcomeKind.Rejected, FailureKind.Refused)]
    public async Task Status_OfARefusal_IsReadByItsOwnTable(int id, SendOutcomeKind kind, FailureKind failure)
    {
        var (outcomes, _) = await SendAsync(Answer(Entry(1, 5, id)), Message(1));

        Assert.Equal((kind, failure, $"status {id}"), (outcomes[0].Kind, outcomes[0].Failure!.Kind, outcomes[0].Failure!.Code));
    }

    [Theory]
    [InlineData("messages[1].content.text", new[] { SendOutcomeKind.Retry, SendOutcomeKind.Rejected, SendOutcomeKind.Retry })]
    [InlineData("messages.2.sender", new[] { SendOutcomeKind.Retry, SendOutcomeKind.Retry, SendOutcomeKind.Rejected })]
    [InlineData("request", new[] { SendOutcomeKind.Retry, SendOutcomeKind.Retry, SendOutcomeKind.Retry })]
    public async Task Batch_RefusedForOneMessage_RefusesThatOneOnly(string property, SendOutcomeKind[] expected)
    {
        var vendor = new StubVendor(HttpStatusCode.BadRequest, $$"""{"errorCode":"E400","description":"No","violations":[{"property":"{{property}}","violation":"wrong"}]}""");
        var adapter = (IBatchChannelAdapter)InfobipAccounts.Adapter(vendor, MessageChannel.Sms, InfobipAccounts.Options());

        var outcomes = await adapter.SendAsync([Message(1), Message(2), Message(3)], default);

        Assert.Equal(expected, outcomes.Select(o => o.Kind));
        Assert.All(outcomes.Where(o => o.Kind == SendOutcomeKind.Retry), o => Assert.Equal(FailureKind.Temporary, o.Failure!.Kind));
    }

    [Fact]
    public async Task Batch_WithAMessageThatCannotBeSent_SendsTheOthers()
    {
        var (outcomes, request) = await SendAsync(Answer(Entry(1, 1, 26), Entry(3, 1, 26)), Message(1), Message(2) with { Content = new(null, null, null) }, Message(3));

        Assert.Equal([SendOutcomeKind.Accepted, SendOutcomeKind.Rejected, SendOutcomeKind.Accepted], outcomes.Select(o => o.Kind));
        Assert.Equal(2, JsonNode.Parse(request.Body)!["messages"]!.AsArray().Count);
    }

    [Fact]
    public void Capabilities_PromiseNoMemoryThatIsDocumentedNowhere()
    {
        var capabilities = InfobipAccounts.Adapter(new StubVendor(), MessageChannel.Sms, InfobipAccounts.Options()).Capabilities;

        Assert.Equal((null, 100, false), (capabilities.IdempotencyWindow, capabilities.MaxBatchSize, capabilities.Attachments));
    }

    [Theory]
    [InlineData("""{"results":[{"messageId":"KEY","status":{"groupId":1,"id":7}}]}""", true)]
    [InlineData("""{"results":[{"messageId":"KEY","status":{"groupId":5,"id":23}},{"messageId":"KEY","status":{"groupId":3,"id":5}}]}""", true)]
    [InlineData("""{"results":[{"messageId":"KEY","status":{"groupId":5,"id":23}}]}""", false)]
    [InlineData("""{"results":[{"messageId":"other","status":{"groupId":3,"id":5}}]}""", false)]
    [InlineData("""{"results":[{"messageId":"KEY"}]}""", false)]
    [InlineData("""{"results":[]}""", false)]
    [InlineData("""{"results":null}""", false)]
    public async Task LookUp_InTheLogs_IsProofOnlyOfATakenMessage(string body, bool isTaken)
    {
        var message = Message(1);
        var vendor = new StubVendor(HttpStatusCode.OK, body.Replace("KEY", message.IdempotencyKey, StringComparison.Ordinal));
        var lookup = (IStatusLookup)InfobipAccounts.Adapter(vendor, MessageChannel.Sms, InfobipAccounts.Options());

        var answer = await lookup.FindAsync(new StatusQuery(message.Reference, message.IdempotencyKey, null, InfobipAccounts.Now), default);

        Assert.Equal(isTaken, answer.IsTaken);
        Assert.Equal($"/sms/3/logs?messageId={message.IdempotencyKey}", vendor.Request.Address.PathAndQuery);
    }

    private static OutboundMessage Message(int number) => InfobipAccounts.Message(MessageChannel.Sms, number);

    private static string Answer(params string[] entries) => $$"""{"bulkId":"b","messages":[{{string.Join(',', entries)}}]}""";

    private static string Entry(int number, int group, int id) => $$"""{"messageId":"{{Message(number).IdempotencyKey}}","status":{"groupId":{{group}},"id":{{id}}},"destination":"491512345678"}""";

    private static Task<(IReadOnlyList<SendOutcome> Outcomes, StubRequest Request)> SendAsync(string body, params OutboundMessage[] messages) =>
        SendAsync(body, o => o.ValidityPeriod = TimeSpan.FromHours(2), messages);

    private static async Task<(IReadOnlyList<SendOutcome> Outcomes, StubRequest Request)> SendAsync(string body, Action<InfobipOptions> configure, params OutboundMessage[] messages)
    {
        var vendor = new StubVendor(HttpStatusCode.OK, body);
        var adapter = (IBatchChannelAdapter)InfobipAccounts.Adapter(vendor, MessageChannel.Sms, InfobipAccounts.Options(configure));
        return (await adapter.SendAsync(messages, default), vendor.Request);
    }
}
