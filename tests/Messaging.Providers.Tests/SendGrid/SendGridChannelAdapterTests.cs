using System.Net;
using System.Text.Json;
using Messaging.Channels;
using Messaging.Providers.SendGrid;
using Messaging.Providers.Tests.SendGrid.Support;

namespace Messaging.Providers.Tests.SendGrid;

public sealed class SendGridChannelAdapterTests : IDisposable
{
    private readonly StubHttp _http = new() { Answer = _ => StubHttp.Reply(HttpStatusCode.Accepted, headers: ("X-Message-Id", "LRzXl_NHStOGhQ4kofSm_A")) };

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Send_Complete_IsTheDocumentedRequest()
    {
        var adapter = SendGridAccount.Adapter(_http, o =>
        {
            (o.SandboxMode, o.TrackOpens, o.TrackClicks, o.UnsubscribeGroup) = (true, false, true, 15);
            o.Categories.Add("bookings");
        });

        var outcome = await adapter.SendAsync(Mail.Complete(), default);

        Assert.Equal((SendOutcomeKind.Accepted, "LRzXl_NHStOGhQ4kofSm_A"), (outcome.Kind, outcome.ProviderMessageId));
        var request = Assert.Single(_http.Requests);
        Assert.Equal("POST https://api.sendgrid.com/v3/mail/send", $"{request.Method} {request.Address}");
        Assert.Equal("Bearer " + SendGridAccount.ApiKey, request.Headers["Authorization"]);
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        Assert.Equal($"{request.Body.Length}", request.Headers["Content-Length"]);
        Assert.StartsWith("Messaging/", request.Headers["User-Agent"], StringComparison.Ordinal);
        const string expected = """
            {"personalizations":[{"to":[{"email":"guest1@example.com","name":"Guest 1"}],"subject":"Subject 1","headers":{"X-Trip":"42","List-Unsubscribe":"<https://example.org/u/abc>"},
            "custom_args":{"messaging_ref":"00000001000700070102030405060708.2.1","messaging_tenant":"haff"}}],
            "from":{"email":"info@example.org","name":"Haff, \"Segeln\" ☀"},"reply_to":{"email":"office@example.org"},
            "content":[{"type":"text/plain","value":"Hello ☃"},{"type":"text/html","value":"<p>Hello ☃</p>"}],
            "attachments":[{"content":"AAEC/w==","type":"application/pdf","filename":"Đặt-phòng.pdf","disposition":"attachment"},
            {"content":"Aw==","type":"image/png","filename":"logo.png","disposition":"inline","content_id":"logo"},
            {"content":"BA==","type":"text/calendar; method=REQUEST","filename":"invite.ics","disposition":"attachment"}],
            "categories":["bookings"],"asm":{"group_id":15},"mail_settings":{"sandbox_mode":{"enable":true}},
            "tracking_settings":{"click_tracking":{"enable":true,"enable_text":false},"open_tracking":{"enable":false}}}
            """;
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(expected).RootElement, request.Json), JsonSerializer.Serialize(request.Json));
    }

    [Fact]
    public async Task Send_WithCopies_NamesEachAddressOnce()
    {
        var message = Mail.Message() with { Cc = ["office@example.org", "guest1@example.com"], Bcc = ["archive@example.org", "OFFICE@example.org"] };

        await SendGridAccount.Adapter(_http).SendAsync(message, default);

        var request = Assert.Single(_http.Requests);
        var envelope = request.Json.GetProperty("personalizations")[0];
        Assert.Equal("""[{"email":"office@example.org"}]""", envelope.GetProperty("cc").GetRawText());
        Assert.Equal("""[{"email":"archive@example.org"}]""", envelope.GetProperty("bcc").GetRawText());
        Assert.Empty(new ApiContract("sendgrid", "mail-send.json").Check(request));
    }

    [Fact]
    public async Task Send_ToTheEuropeanHost_KeepsThePath()
    {
        await SendGridAccount.Adapter(_http, o => o.BaseUrl = new Uri("https://api.eu.sendgrid.com/")).SendAsync(Mail.Message(), default);

        Assert.Equal("https://api.eu.sendgrid.com/v3/mail/send", Assert.Single(_http.Requests).Address.AbsoluteUri);
    }

    [Fact]
    public async Task Send_InTheSandbox_IsAcceptedWithoutAnId()
    {
        _http.Answer = _ => StubHttp.Reply(HttpStatusCode.OK);

        var outcome = await SendGridAccount.Adapter(_http, o => o.SandboxMode = true).SendAsync(Mail.Message(), default);

        Assert.Equal((SendOutcomeKind.Accepted, null), (outcome.Kind, outcome.ProviderMessageId));
    }

    [Theory]
    [InlineData(MessageCategory.Marketing, true)]
    [InlineData(MessageCategory.Transactional, false)]
    [InlineData(MessageCategory.Security, false)]
    public async Task UnsubscribeGroup_IsForMarketingOnly(MessageCategory category, bool expected)
    {
        await SendGridAccount.Adapter(_http, o => o.UnsubscribeGroup = 7).SendAsync(Mail.Message() with { Category = category }, default);

        Assert.Equal(expected, Assert.Single(_http.Requests).Json.TryGetProperty("asm", out _));
    }

    [Fact]
    public async Task Batch_OfTheSameContent_IsOneRequestWithAnEnvelopeForEach()
    {
        var messages = Enumerable.Range(1, 50).Select(i => Mail.Message(i)).ToList();

        var outcomes = await SendGridAccount.Adapter(_http).SendAsync(messages, default);

        var envelopes = Assert.Single(_http.Requests).Json.GetProperty("personalizations").EnumerateArray().ToList();
        Assert.Equal(messages.Select(m => m.Address), envelopes.Select(e => Assert.Single(e.GetProperty("to").EnumerateArray()).GetProperty("email").GetString()));
        Assert.Equal(messages.Select(m => m.Content.Subject), envelopes.Select(e => e.GetProperty("subject").GetString()));
        Assert.Equal(messages.Select(m => m.Reference.ToString()), envelopes.Select(Reference));
        Assert.All(outcomes, o => Assert.Equal(SendOutcomeKind.Accepted, o.Kind));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"LRzXl_NHStOGhQ4kofSm_A#{i}"), outcomes.Select(o => o.ProviderMessageId));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}"), envelopes.Select(e => e.GetProperty("custom_args").GetProperty("messaging_part").GetString()));
    }

    [Fact]
    public async Task Batch_OfDifferentContents_IsARequestForEachWithItsOwnOutcome()
    {
        _http.Answer = r => r.Json.GetProperty("content")[0].GetProperty("value").GetString() switch
        {
            "text 2" => StubHttp.Reply(HttpStatusCode.BadRequest, """{"errors":[{"message":"no","field":"content","help":null}]}"""),
            "text 3" => StubHttp.Reply(HttpStatusCode.InternalServerError),
            "text 4" => throw new HttpRequestException(HttpRequestError.ConnectionError),
            var text => StubHttp.Reply(HttpStatusCode.Accepted, headers: ("X-Message-Id", "id of " + text)),
        };

        var outcomes = await SendGridAccount.Adapter(_http).SendAsync([.. Enumerable.Range(1, 5).Select(i => Mail.Message(i, $"text {i}"))], default);

        Assert.Equal(5, _http.Requests.Count);
        Assert.All(_http.Requests, r => Assert.Single(r.Json.GetProperty("personalizations").EnumerateArray()));
        Assert.Equal("Accepted Rejected Unknown Unknown Accepted", string.Join(' ', outcomes.Select(o => o.Kind)));
        Assert.Equal(("id of text 1", "id of text 5"), (outcomes[0].ProviderMessageId, outcomes[4].ProviderMessageId));
    }

    [Fact]
    public async Task Batch_OfAnyMixture_HasEachMessageInExactlyOneRequest()
    {
        var random = new Random(4711);
        for (var run = 0; run < 200; run++)
        {
            var http = new StubHttp { Answer = r => StubHttp.Reply(HttpStatusCode.Accepted, headers: ("X-Message-Id", Reference(r.Json.GetProperty("personalizations")[0])!)) };
            var messages = Enumerable.Range(1, random.Next(1, 40)).Select(i => Any(random, i)).ToList();

            var outcomes = await SendGridAccount.Adapter(http, o => o.UnsubscribeGroup = 3).SendAsync(messages, default);

            var sent = http.Requests.SelectMany(r => r.Json.GetProperty("personalizations").EnumerateArray().Select(e => (Request: r.Json, Envelope: e))).ToDictionary(p => Reference(p.Envelope)!);
            Assert.Equal(messages.Count(m => m.Headers.Count == 0), sent.Count);
            for (var i = 0; i < messages.Count; i++)
            {
                var message = messages[i];
                if (message.Headers.Count > 0)
                {
                    Assert.Equal("header", outcomes[i].Failure!.Code);
                    continue;
                }

                var (request, envelope) = sent[message.Reference.ToString()];
                Assert.Equal(message.Address, Assert.Single(envelope.GetProperty("to").EnumerateArray()).GetProperty("email").GetString());
                Assert.Equal(message.Content.Text, request.GetProperty("content")[0].GetProperty("value").GetString());
                Assert.Equal(message.ReplyTo, request.TryGetProperty("reply_to", out var replyTo) ? replyTo.GetProperty("email").GetString() : null);
                Assert.Equal(message.SenderName ?? "Haff Segeln", request.GetProperty("from").GetProperty("name").GetString());
                Assert.Equal(message.Category == MessageCategory.Marketing, request.TryGetProperty("asm", out _));
                Assert.Equal(message.Attachments.Count > 0, request.TryGetProperty("attachments", out _));
                var together = request.GetProperty("personalizations");
                var recipients = together.EnumerateArray().Select(e => e.GetProperty("to")[0].GetProperty("email").GetString()).ToList();
                Assert.Equal(recipients.Count, recipients.Distinct(StringComparer.OrdinalIgnoreCase).Count());
                Assert.True(message.Attempt == 1 || recipients.Count == 1);
                Assert.StartsWith(Reference(together[0])!, outcomes[i].ProviderMessageId, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Batch_OfMoreThanARequestTakes_IsTwoRequests()
    {
        var outcomes = await SendGridAccount.Adapter(_http).SendAsync([.. Enumerable.Range(1, 1001).Select(i => Mail.Message(i))], default);

        Assert.Equal([1, 1000], _http.Requests.Select(r => r.Json.GetProperty("personalizations").GetArrayLength()).Order());
        Assert.Equal(1001, outcomes.Count(o => o.Kind == SendOutcomeKind.Accepted));
    }

    [Fact]
    public async Task Batch_WithTheSameAddressTwice_SendsThemApart()
    {
        var outcomes = await SendGridAccount.Adapter(_http).SendAsync([Mail.Message(1), Mail.Message(2) with { Address = "GUEST1@example.com" }, Mail.Message(3)], default);

        Assert.Equal([1, 2], _http.Requests.Select(r => r.Json.GetProperty("personalizations").GetArrayLength()).Order());
        Assert.All(outcomes, o => Assert.Equal(SendOutcomeKind.Accepted, o.Kind));
    }

    [Fact]
    public async Task Batch_WithRepeatedAttempts_SendsThemAlone()
    {
        await SendGridAccount.Adapter(_http).SendAsync([Mail.Message(1), Mail.Message(2, attempt: 2), Mail.Message(3, attempt: 3), Mail.Message(4)], default);

        Assert.Equal([1, 1, 2], _http.Requests.Select(r => r.Json.GetProperty("personalizations").GetArrayLength()).Order());
    }

    [Fact]
    public async Task Batch_RefusedForOneAddress_RejectsThatOneAndLetsTheOthersTryAgain()
    {
        _http.Answer = _ => StubHttp.Reply(HttpStatusCode.BadRequest, """
            {"errors":[{"message":"Does not contain a valid address.","field":"personalizations.1.to.0.email","help":"x"},{"message":"The subject is required.","field":"personalizations.3.subject"}]}
            """);

        var outcomes = await SendGridAccount.Adapter(_http).SendAsync([.. Enumerable.Range(1, 4).Select(i => Mail.Message(i))], default);

        Assert.Equal("Retry Rejected Retry Rejected", string.Join(' ', outcomes.Select(o => o.Kind)));
        Assert.Equal("Temporary InvalidRecipient Temporary Refused", string.Join(' ', outcomes.Select(o => o.Failure!.Kind)));
        Assert.Equal("Does not contain a valid address.", outcomes[1].Failure!.Detail);
    }

    [Theory]
    [InlineData(400, """{"errors":[{"message":"m","field":"content.0.value"}]}""")]
    [InlineData(400, "<html>")]
    [InlineData(413, "")]
    [InlineData(422, "{}")]
    public async Task Batch_RefusedAsAWhole_LetsEachTryAlone(int status, string body)
    {
        _http.Answer = _ => StubHttp.Reply((HttpStatusCode)status, body);

        var outcomes = await SendGridAccount.Adapter(_http).SendAsync([Mail.Message(1), Mail.Message(2)], default);

        Assert.All(outcomes, o => Assert.Equal((SendOutcomeKind.Retry, FailureKind.Temporary), (o.Kind, o.Failure!.Kind)));
    }

    [Fact]
    public async Task Batch_WithMessagesSendGridCannotTake_SendsTheOthers()
    {
        var messages = new[]
        {
            Mail.Message(1), Mail.Message(2) with { Address = "no address" }, Mail.Message(3) with { Content = new("Subject", null, null) }, Mail.Message(4) with { Content = new(null, "text", null) },
            Mail.Message(5) with { Headers = new Dictionary<string, string> { ["dkim-SIGNATURE"] = "forged" } }, Mail.Message(6) with { ReplyTo = "nobody" }, Mail.Message(7) with { Address = "đặng@example.vn" },
        };

        var outcomes = await SendGridAccount.Adapter(_http).SendAsync(messages, default);

        Assert.Equal("guest1@example.com", Assert.Single(_http.Requests).Json.GetProperty("personalizations")[0].GetProperty("to")[0].GetProperty("email").GetString());
        Assert.Equal("Accepted Rejected Rejected Rejected Rejected Rejected Rejected", string.Join(' ', outcomes.Select(o => o.Kind)));
        Assert.Equal("address content subject header reply-to smtputf8", string.Join(' ', outcomes.Skip(1).Select(o => o.Failure!.Code)));
        Assert.Equal(FailureKind.InvalidRecipient, outcomes[1].Failure!.Kind);
    }

    [Fact]
    public async Task Batch_Cancelled_SaysWhatWasCertainlyNotSent()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        var outcomes = await SendGridAccount.Adapter(_http).SendAsync([Mail.Message(1), Mail.Message(2, "other")], cancelled.Token);

        Assert.Empty(_http.Requests);
        Assert.All(outcomes, o => Assert.Equal(SendOutcomeKind.Retry, o.Kind));
    }

    [Fact]
    public async Task Requests_OfAllKinds_ConformToThePublishedDescription()
    {
        var contract = new ApiContract("sendgrid", "mail-send.json");
        var plain = SendGridAccount.Adapter(_http);
        var full = SendGridAccount.Adapter(_http, o =>
        {
            (o.SandboxMode, o.TrackOpens, o.TrackClicks, o.UnsubscribeGroup) = (true, true, false, 1);
            o.Categories = [.. Enumerable.Range(1, 10).Select(i => new string((char)('a' + i), 255))];
        });
        foreach (var adapter in new[] { plain, full, SendGridAccount.Adapter(_http, o => o.TrackOpens = true), SendGridAccount.Adapter(_http, o => o.From = "info@example.org") })
        {
            await adapter.SendAsync(Mail.Complete(), default);
            await adapter.SendAsync(Mail.Message() with { RecipientName = "", Content = new("S", "text", null) }, default);
            await adapter.SendAsync(Mail.Message() with { Content = new("S \ud800 half", null, "\ud83d\ude00 <p>") }, default);
            await adapter.SendAsync([.. Enumerable.Range(1, 1000).Select(i => Mail.Message(i))], default);
        }

        Assert.Equal(16, _http.Requests.Count);
        Assert.All(_http.Requests, r => Assert.Empty(contract.Check(r)));
    }

    [Theory]
    [InlineData("""{"from":{"email":"a@b.de"},"content":[{"type":"t","value":"v"}]}""", "$: personalizations is missing")]
    [InlineData("""{"personalizations":[{"to":[{"email":"a"}]}],"from":{"email":"a@b.de"},"content":[{"type":"t","value":"v"}]}""", "$.personalizations[0].to[0].email: no email")]
    [InlineData("""{"personalizations":[{"to":[{"email":"a@b.de"}],"custom_args":{"n":1}}],"from":{"email":"a@b.de"},"content":[{"type":"t","value":""}]}""", "$.personalizations[0].custom_args.n: Number in place of string; $.content[0].value: minLength")]
    [InlineData("""{"personalizations":[{"to":[{"email":"a@b.de"}]}],"from":{"email":"a@b.de"},"content":[{"type":"t","value":"v"}],"replyTo":{}}""", "$: replyTo is unknown")]
    public void Contract_WithAWrongRequest_SaysWhatIsWrong(string body, string expected)
    {
        var request = new StubRequest("POST", new Uri("https://x/v3/mail/send"), new Dictionary<string, string>(), System.Text.Encoding.UTF8.GetBytes(body));

        Assert.Equal(expected, string.Join("; ", new ApiContract("sendgrid", "mail-send.json").Check(request)));
    }

    [Fact]
    public void Capabilities_SayWhatSendGridCanDo()
    {
        var capabilities = SendGridAccount.Adapter(_http).Capabilities;

        Assert.Equal((true, false, null, 1000), (capabilities.Attachments, capabilities.InternationalAddresses, capabilities.IdempotencyWindow, capabilities.MaxBatchSize));
    }

    internal static string? Reference(JsonElement envelope) => envelope.GetProperty("custom_args").GetProperty(SendGridComposer.ReferenceArgument).GetString();

    private static OutboundMessage Any(Random random, int i) => Mail.Message(i, $"text {random.Next(3)}", random.Next(8) == 0 ? 2 : 1) with
    {
        Address = $"guest{random.Next(30)}@example.com",
        ReplyTo = random.Next(5) == 0 ? "office@example.org" : null,
        SenderName = random.Next(6) == 0 ? "Somebody" : null,
        Category = random.Next(2) == 0 ? MessageCategory.Marketing : MessageCategory.Transactional,
        Headers = random.Next(10) == 0 ? new Dictionary<string, string> { ["From"] = "x" } : new Dictionary<string, string>(),
        Attachments = random.Next(4) == 0 ? [new MessageAttachment { FileName = "a.pdf", Content = new byte[] { (byte)random.Next(2) } }] : [],
    };
}
