using System.Net;
using System.Text;
using Messaging.Channels;
using Messaging.Providers.Tests.Twilio.Support;
using Messaging.Providers.Twilio;
using Messaging.Templates;

namespace Messaging.Providers.Tests.Twilio;

public sealed class TwilioChannelAdapterTests
{
    private const string Taken = """{"sid":"SM0123456789abcdef0123456789abcdef","status":"queued","num_segments":"1","error_code":null,"date_created":"Thu, 24 Aug 2023 05:01:45 +0000"}""";

    [Theory]
    [InlineData("sms", "To=+491512345678 From=+15005550006")]
    [InlineData("whatsapp", "To=whatsapp:+491512345678 From=whatsapp:+14155238886")]
    [InlineData("messenger", "To=messenger:7654321 From=messenger:1234567890")]
    public async Task Message_OnEachChannel_IsOneFormWithItsPrefix(string channel, string addresses)
    {
        var (outcome, request) = await SendAsync(Accounts.Message(MessageChannel.Parse(channel)));

        Assert.Equal((SendOutcomeKind.Accepted, Accounts.MessageSid), (outcome.Kind, outcome.ProviderMessageId));
        Assert.Equal($"https://api.twilio.com/2010-04-01/Accounts/{Accounts.AccountSid}/Messages.json", request.Address.AbsoluteUri);
        Assert.Equal($"{addresses} Body=Hello ☃ & more StatusCallback={Accounts.WebhookUrl}?ref=0197a4b0000070008000000000000001.0.2", Form(request));
        Assert.Equal($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Accounts.AccountSid}:{Accounts.Token}"))}", request.Authorization);
    }

    [Fact]
    public async Task Account_WithAnApiKey_SignsInWithItAndKeepsItsPath()
    {
        var (_, request) = await SendAsync(Accounts.Message(MessageChannel.Sms), o => (o.ApiKeySid, o.ApiKeySecret) = ("SK0123456789abcdef0123456789abcdef", "key-secret"));

        Assert.Equal($"Basic {Convert.ToBase64String("SK0123456789abcdef0123456789abcdef:key-secret"u8)}", request.Authorization);
        Assert.Contains(Accounts.AccountSid, request.Address.AbsolutePath, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Accounts.ServiceSid, null, "MessagingServiceSid=MG0123456789abcdef0123456789abcdef")]
    [InlineData(Accounts.ServiceSid, "+15005550006", "From=+15005550006 MessagingServiceSid=MG0123456789abcdef0123456789abcdef")]
    [InlineData(null, "Haff", "From=Haff")]
    public async Task Sms_BySenderOrService_NamesWhatIsSet(string? service, string? from, string expected)
    {
        var (_, request) = await SendAsync(Accounts.Message(MessageChannel.Sms, "Hi"), o => (o.MessagingServiceSid, o.SmsFrom, o.WebhookUrl) = (service, from, null));

        Assert.Equal($"To=+491512345678 {expected} Body=Hi", Form(request));
    }

    [Fact]
    public async Task WebhookAddress_WithAQuery_KeepsIt()
    {
        var (_, request) = await SendAsync(Accounts.Message(MessageChannel.Sms, "Hi"), o => (o.WebhookUrl, o.ValidityPeriod) = (new Uri("https://Example.org/hook?a=%2F"), TimeSpan.FromMinutes(2)));

        Assert.EndsWith("StatusCallback=https://Example.org/hook?a=%2F&ref=0197a4b0000070008000000000000001.0.2 ValidityPeriod=120", Form(request), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sms")]
    [InlineData("whatsapp")]
    [InlineData("messenger")]
    public async Task Picture_OnAnyChannel_IsAMediaUrl(string channel)
    {
        var (_, request) = await SendAsync(Accounts.Message(MessageChannel.Parse(channel), "See", "https://example.org/a b.jpg"), o => o.WebhookUrl = null);

        Assert.EndsWith("Body=See MediaUrl=https://example.org/a%20b.jpg", Form(request), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reminder", "de")]
    [InlineData("reminder", "DE")]
    [InlineData(Accounts.ContentSid, "anything")]
    public async Task ApprovedTemplate_ByNameOrSid_GoesWithNumberedVariablesAndNoText(string name, string language)
    {
        var approved = new ApprovedTemplate(name, language, ["Đặng \"Thu\"", "12/1"]);
        var (outcome, request) = await SendAsync(Accounts.Message(MessageChannel.WhatsApp, "the text", "https://example.org/a.jpg", approved), o => o.WebhookUrl = null);

        Assert.Equal(SendOutcomeKind.Accepted, outcome.Kind);
        var form = Form(request);
        Assert.StartsWith($"To=whatsapp:+491512345678 From=whatsapp:+14155238886 ContentSid={Accounts.ContentSid} ContentVariables=", form, StringComparison.Ordinal);
        var variables = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(form[(form.IndexOf("ContentVariables=", StringComparison.Ordinal) + 17)..])!;
        Assert.Equal("1=Đặng \"Thu\", 2=12/1", string.Join(", ", variables.Select(v => $"{v.Key}={v.Value}")));
    }

    [Fact]
    public async Task ApprovedTemplate_WithoutParameters_GoesWithoutVariables()
    {
        var (_, request) = await SendAsync(Accounts.Message(MessageChannel.WhatsApp, null, null, new ApprovedTemplate("reminder", "de", [])), o => o.WebhookUrl = null);

        Assert.EndsWith($"ContentSid={Accounts.ContentSid}", Form(request), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ApprovedTemplate_OnChannelsWithoutThem_IsLeftAside()
    {
        var (_, request) = await SendAsync(Accounts.Message(MessageChannel.Sms, "Hi", null, new ApprovedTemplate("reminder", "de", [])), o => o.WebhookUrl = null);

        Assert.EndsWith("Body=Hi", Form(request), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reminder", "vi")]
    [InlineData("unknown", "de")]
    [InlineData("HX0123", "de")]
    public async Task ApprovedTemplate_ThatIsNotMapped_IsRefusedNamingTheOption(string name, string language)
    {
        var vendor = new StubVendor();
        var outcome = await Accounts.Adapter(vendor, MessageChannel.WhatsApp, Accounts.Options()).SendAsync(Accounts.Message(MessageChannel.WhatsApp, approved: new ApprovedTemplate(name, language, [])), default);

        Assert.Equal((SendOutcomeKind.Rejected, FailureKind.Refused, "content-sid"), (outcome.Kind, outcome.Failure!.Kind, outcome.Failure.Code));
        Assert.Contains("TwilioOptions.ContentSids", outcome.Failure.Detail, StringComparison.Ordinal);
        Assert.Empty(vendor.Requests);
    }

    [Theory]
    [InlineData(null, null, FailureKind.Refused)]
    [InlineData("", null, FailureKind.Refused)]
    [InlineData("Hi", "/relative.jpg", FailureKind.Refused)]
    [InlineData("Hi", "data:image/png;base64,AAAA", FailureKind.Refused)]
    [InlineData("long", null, FailureKind.TooLarge)]
    public async Task Message_ThatCannotBeSent_IsRefusedWithoutARequest(string? text, string? image, FailureKind kind)
    {
        var vendor = new StubVendor();
        var message = Accounts.Message(MessageChannel.Sms, text == "long" ? new string('x', 1601) : text, image);

        var outcome = await Accounts.Adapter(vendor, MessageChannel.Sms, Accounts.Options()).SendAsync(message, default);

        Assert.Equal((SendOutcomeKind.Rejected, kind), (outcome.Kind, outcome.Failure!.Kind));
        Assert.Empty(vendor.Requests);
    }

    [Fact]
    public async Task Text_Of1600CharactersBeyondTheFirstPlane_IsSent() =>
        Assert.Equal(SendOutcomeKind.Accepted, (await SendAsync(Accounts.Message(MessageChannel.Sms, string.Concat(Enumerable.Repeat("👍", 1600))))).Outcome.Kind);

    [Fact]
    public void Capabilities_OfEachChannel_AreThoseOfTheVendor()
    {
        var capabilities = new[] { MessageChannel.Sms, MessageChannel.WhatsApp, MessageChannel.Messenger }.Select(c => Accounts.Adapter(new StubVendor(), c, Accounts.Options()).Capabilities).ToList();

        Assert.Equal([null, TimeSpan.FromHours(24), TimeSpan.FromHours(24)], capabilities.Select(c => c.ConversationWindow));
        Assert.Equal([false, true, false], capabilities.Select(c => c.ApprovedTemplates));
        Assert.All(capabilities, c => Assert.False(c.Attachments || c.IdempotencyWindow is not null || c.MaxBatchSize != 1));
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, Taken, true)]
    [InlineData(HttpStatusCode.OK, "{}", false)]
    [InlineData(HttpStatusCode.OK, """{"sid":"SMother"}""", false)]
    [InlineData(HttpStatusCode.NotFound, """{"code":20404,"status":404}""", false)]
    public async Task LookUp_ByItsId_IsTakenOnlyWhenTwilioShowsIt(HttpStatusCode status, string body, bool isTaken)
    {
        var vendor = new StubVendor(status, body);
        var message = Accounts.Message(MessageChannel.Sms);
        var lookup = Assert.IsType<IStatusLookup>(Accounts.Adapter(vendor, MessageChannel.Sms, Accounts.Options()), exactMatch: false);

        var answer = await lookup.FindAsync(new StatusQuery(message.Reference, message.IdempotencyKey, Accounts.MessageSid, Accounts.Now), default);

        Assert.Equal(isTaken, answer.IsTaken);
        Assert.Equal($"/2010-04-01/Accounts/{Accounts.AccountSid}/Messages/{Accounts.MessageSid}.json", vendor.Request.Address.AbsolutePath);
    }

    private static async Task<(SendOutcome Outcome, StubRequest Request)> SendAsync(OutboundMessage message, Action<TwilioOptions>? configure = null)
    {
        var vendor = new StubVendor(HttpStatusCode.Created, Taken);
        var outcome = await Accounts.Adapter(vendor, message.Channel, Accounts.Options(configure)).SendAsync(message, default);
        return (outcome, vendor.Request);
    }

    private static string Form(StubRequest request) => string.Join(' ', request.Body.Split('&').Select(p => Uri.UnescapeDataString(p.Replace('+', ' '))));
}
