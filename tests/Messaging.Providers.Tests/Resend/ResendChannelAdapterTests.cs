using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Messaging.Channels;
using Messaging.Providers.Resend;
using Messaging.Providers.Tests.SendGrid.Support;

namespace Messaging.Providers.Tests.Resend;

public sealed class ResendChannelAdapterTests : IDisposable
{
    private readonly StubHttp _http = new() { Answer = _ => StubHttp.Reply(HttpStatusCode.OK, """{"id":"not a guid"}""") };

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Send_Complete_IsTheDocumentedRequest()
    {
        var outcome = await ResendAccount.Adapter(_http).SendAsync(Mail.Complete(), default);

        Assert.Equal((SendOutcomeKind.Accepted, "not a guid"), (outcome.Kind, outcome.ProviderMessageId));
        var request = Assert.Single(_http.Requests);
        Assert.Equal("POST https://api.resend.com/emails", $"{request.Method} {request.Address}");
        Assert.Equal("Bearer " + ResendAccount.ApiKey, request.Headers["Authorization"]);
        Assert.Equal("0123456789abcdef-key-1.0", request.Headers["Idempotency-Key"]);
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        Assert.Equal($"{request.Body.Length}", request.Headers["Content-Length"]);
        Assert.StartsWith("Messaging/", request.Headers["User-Agent"], StringComparison.Ordinal);
        const string expected = """
            {"from":"\"Haff, \\\"Segeln\\\" ☀\" <info@example.org>","to":["guest1@example.com"],"subject":"Subject 1","reply_to":"office@example.org","text":"Hello ☃","html":"<p>Hello ☃</p>",
            "headers":{"List-Unsubscribe":"<https://example.org/u/abc>","X-Trip":"42"},
            "attachments":[{"content":"AAEC/w==","filename":"Đặt-phòng.pdf","content_type":"application/pdf"},{"content":"Aw==","filename":"logo.png","content_type":"image/png","content_id":"logo"},
            {"content":"BA==","filename":"invite.ics","content_type":"text/calendar; charset=utf-8; method=REQUEST"}],
            "tags":[{"name":"messaging_ref","value":"00000001000700070102030405060708-2"}]}
            """;
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(expected).RootElement, request.Json), JsonSerializer.Serialize(request.Json));
    }

    [Fact]
    public async Task Send_TheSameMessageInLaterAttempts_IsTheSameToTheByte()
    {
        var adapter = ResendAccount.Adapter(_http);
        var message = Mail.Complete();
        var turned = new Dictionary<string, string>(message.Headers.Reverse(), StringComparer.OrdinalIgnoreCase);

        await adapter.SendAsync(message, default);
        await adapter.SendAsync(message with { Attempt = 2, Headers = turned }, default);
        await ResendAccount.Adapter(_http).SendAsync(message with { Attempt = 5, CreatedAt = message.CreatedAt.AddDays(1) }, default);

        Assert.Single(_http.Requests.Select(r => Convert.ToBase64String(r.Body)).Distinct());
        Assert.Single(_http.Requests.Select(r => r.Headers["Idempotency-Key"]).Distinct());
    }

    [Fact]
    public async Task Send_AfterAReplay_IsAnotherRequest()
    {
        var adapter = ResendAccount.Adapter(_http);

        await adapter.SendAsync(Mail.Message(), default);
        await adapter.SendAsync(Mail.Message() with { Generation = 1, IdempotencyKey = "0123456789abcdef-key-1.1" }, default);

        Assert.Equal(2, _http.Requests.Select(r => r.Json.GetProperty("tags")[0].GetProperty("value").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task Send_WhoseAnswersAreLost_IsAcceptedOnce()
    {
        // Keeps keys and bytes as Resend does, and loses the answer of every call but the last.
        var taken = new ConcurrentDictionary<string, (string Id, string Body)>();
        var calls = 0;
        _http.Answer = r =>
        {
            var body = Convert.ToBase64String(r.Body);
            var first = taken.GetOrAdd(r.Headers["Idempotency-Key"], _ => ($"id-{taken.Count}", body));
            return ++calls < 4 ? throw new HttpRequestException(HttpRequestError.ResponseEnded)
                : first.Body == body ? StubHttp.Reply(HttpStatusCode.OK, $$"""{"id":"{{first.Id}}"}""")
                : StubHttp.Reply(HttpStatusCode.Conflict, """{"statusCode":409,"name":"invalid_idempotent_request"}""");
        };
        var outcomes = new List<SendOutcome>();
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            outcomes.Add(await ResendAccount.Adapter(_http).SendAsync(Mail.Complete() with { Attempt = attempt }, default));
        }

        Assert.Equal("Unknown Unknown Unknown Accepted", string.Join(' ', outcomes.Select(o => o.Kind)));
        Assert.Single(taken);
        Assert.Equal("id-0", outcomes[3].ProviderMessageId);
    }

    [Fact]
    public void Capabilities_PromiseKeysOrBatchesAndNeverBoth()
    {
        var single = ResendAccount.Adapter(_http);
        var batch = ResendAccount.Adapter(_http, o => o.Batch = true);

        Assert.Equal((true, TimeSpan.FromHours(24), 1), (single.Capabilities.Attachments, single.Capabilities.IdempotencyWindow, single.Capabilities.MaxBatchSize));
        Assert.Equal((true, null, 100), (batch.Capabilities.Attachments, batch.Capabilities.IdempotencyWindow, batch.Capabilities.MaxBatchSize));
        Assert.False(single is IBatchChannelAdapter);
        Assert.True(single is IStatusLookup && batch is IStatusLookup && batch is IBatchChannelAdapter);
    }

    [Fact]
    public async Task Batch_OfFirstAttempts_IsOneRequestInTheirOrder()
    {
        _http.Answer = _ => StubHttp.Reply(HttpStatusCode.OK, """{"data":[{"id":"a"},{"id":"b"},{"id":"c"}]}""");

        var outcomes = await ResendAccount.BatchAdapter(_http).SendAsync([Mail.Message(1), Mail.Message(2), Mail.Message(3)], default);

        var request = Assert.Single(_http.Requests);
        Assert.Equal("/emails/batch", request.Address.AbsolutePath);
        Assert.Equal("permissive", request.Headers["x-batch-validation"]);
        Assert.Equal(["guest1@example.com", "guest2@example.com", "guest3@example.com"], request.Json.EnumerateArray().Select(e => e.GetProperty("to")[0].GetString()));
        Assert.Equal(["a", "b", "c"], outcomes.Select(o => o.ProviderMessageId));
    }

    [Fact]
    public async Task Batch_RepeatedAfterAThrottle_HasTheSameKeyForTheSameBodyOnly()
    {
        var adapter = ResendAccount.BatchAdapter(_http);

        await adapter.SendAsync([Mail.Message(1), Mail.Message(2)], default);
        await adapter.SendAsync([Mail.Message(1), Mail.Message(2)], default);
        await adapter.SendAsync([Mail.Message(2), Mail.Message(1)], default);
        await adapter.SendAsync([Mail.Message(1), Mail.Message(2), Mail.Message(3)], default);
        await adapter.SendAsync([Mail.Message(1), Mail.Message(2, "another text")], default);

        var keys = _http.Requests.Select(r => r.Headers["Idempotency-Key"]).ToList();
        Assert.Equal(keys[0], keys[1]);
        Assert.Equal(4, keys.Distinct().Count());
        Assert.Equal(_http.Requests.Select(r => Convert.ToBase64String(r.Body)).Distinct().Count(), keys.Distinct().Count());
    }

    [Fact]
    public async Task Batch_WithFilesRepeatsAndRefusals_SendsThoseApart()
    {
        _http.Answer = r => StubHttp.Reply(HttpStatusCode.OK, r.Address.AbsolutePath.EndsWith("batch", StringComparison.Ordinal)
            ? """{"data":[{"id":"first"},{"id":"second"}],"errors":[]}"""
            : $$"""{"id":"alone {{r.Headers["Idempotency-Key"]}}"}""");

        var outcomes = await ResendAccount.BatchAdapter(_http).SendAsync(
            [Mail.Message(1), Mail.Complete(2), Mail.Message(3, attempt: 2), Mail.Message(4) with { Address = "nobody" }, Mail.Message(5), Mail.Message(6) with { Content = new("S", null, "") }], default);

        Assert.Equal(3, _http.Requests.Count);
        Assert.Equal("first|alone 0123456789abcdef-key-2.0|alone 0123456789abcdef-key-3.0||second|", string.Join('|', outcomes.Select(o => o.ProviderMessageId)));
        Assert.Equal(("address", "content"), (outcomes[3].Failure!.Code, outcomes[5].Failure!.Code));
    }

    [Fact]
    public async Task Batch_OfMoreThanARequestTakes_IsTwoRequests()
    {
        await ResendAccount.BatchAdapter(_http).SendAsync([.. Enumerable.Range(1, 101).Select(i => Mail.Message(i))], default);

        Assert.Equal(["/emails", "/emails/batch"], _http.Requests.Select(r => r.Address.AbsolutePath).Order());
    }

    [Theory]
    [InlineData("""{"data":[{"id":"a"},{"id":"c"}],"errors":[{"index":1,"message":"Invalid `to` field."}]}""", "a Rejected c")]
    [InlineData("""{"data":[],"errors":[{"index":0,"message":"m"},{"index":1},{"index":2,"message":null}]}""", "Rejected Rejected Rejected")]
    [InlineData("""{"data":[{"id":"a"},{"id":"b"},{"id":"c"}],"errors":null,"more":{}}""", "a b c")]
    [InlineData("""{"data":[{"id":"a"}],"errors":[{"index":1,"message":"m"}]}""", "Accepted Rejected Accepted")]
    [InlineData("""{"data":[{"id":"a"},null,{}],"errors":[{"index":-1},{"index":3},{"index":null},null]}""", "a Accepted Accepted")]
    [InlineData("""{"data":[{"id":"a"},{"id":"b"}""", "Accepted Accepted Accepted")]
    [InlineData("", "Accepted Accepted Accepted")]
    public async Task Batch_TakenInPart_GivesEachItsOwn(string body, string expected)
    {
        _http.Answer = _ => StubHttp.Reply(HttpStatusCode.OK, body);

        var outcomes = await ResendAccount.BatchAdapter(_http).SendAsync([Mail.Message(1), Mail.Message(2), Mail.Message(3)], default);

        Assert.Equal(expected, string.Join(' ', outcomes.Select(o => o.ProviderMessageId ?? $"{o.Kind}")));
    }

    [Fact]
    public async Task Batch_RefusedAsAWhole_LetsEachTryAlone()
    {
        _http.Answer = _ => StubHttp.Reply(HttpStatusCode.UnprocessableEntity, """{"name":"validation_error","message":"m"}""");

        var outcomes = await ResendAccount.BatchAdapter(_http).SendAsync([Mail.Message(1), Mail.Message(2)], default);

        Assert.All(outcomes, o => Assert.Equal((SendOutcomeKind.Retry, FailureKind.Temporary), (o.Kind, o.Failure!.Kind)));
    }

    [Fact]
    public async Task Send_WhatResendCannotTake_IsRefusedWithoutARequest()
    {
        var adapter = ResendAccount.Adapter(_http);
        var messages = new[]
        {
            Mail.Message() with { Address = "đặng@example.vn" }, Mail.Message() with { ReplyTo = "x" }, Mail.Message() with { SenderName = "a\r\nBcc: b@example.org" },
            Mail.Message() with { Content = new("a\nb", "t", null) }, Mail.Message() with { Headers = new Dictionary<string, string> { ["X-A"] = "1\r\nBcc: b@example.org" } },
            Mail.Message() with { Headers = new Dictionary<string, string> { ["X-A: 1\r\nBcc"] = "b@example.org" } },
        };

        foreach (var message in messages)
        {
            Assert.Equal(SendOutcomeKind.Rejected, (await adapter.SendAsync(message, default)).Kind);
        }

        Assert.Empty(_http.Requests);
    }

    [Fact]
    public async Task Requests_OfAllKinds_ConformToThePublishedDescription()
    {
        var contract = new ApiContract("resend", "emails.json");
        foreach (var adapter in new[] { ResendAccount.Adapter(_http), ResendAccount.Adapter(_http, o => o.From = "info@example.org"), ResendAccount.BatchAdapter(_http) })
        {
            await adapter.SendAsync(Mail.Complete() with { Cc = ["office@example.org"], Bcc = ["archive@example.org"] }, default);
            await adapter.SendAsync(Mail.Message() with { Content = new("", "text", null) }, default);
            await adapter.SendAsync(Mail.Message() with { Content = new("S \ud800 half", null, "\ud83d\ude00 <p>") }, default);
            await ((IStatusLookup)adapter).FindAsync(new StatusQuery(Mail.Message().Reference, "key", "49a3999c-0ce1-4ea6-ab68-afcd6dc2e794", default), default);
        }

        await ResendAccount.BatchAdapter(_http).SendAsync([.. Enumerable.Range(1, 100).Select(i => Mail.Message(i))], default);

        Assert.Equal(13, _http.Requests.Count);
        Assert.Equal("""["archive@example.org"]""", _http.Requests[0].Json.GetProperty("bcc").GetRawText());
        Assert.All(_http.Requests, r => Assert.Empty(contract.Check(r)));
    }

    [Theory]
    [InlineData("POST", "/emails", """{"from":"a","to":["b"]}""", "$: subject is missing")]
    [InlineData("POST", "/emails", """{"from":"a","to":"b","subject":"s","replyTo":"x"}""", "$.to: String in place of array; $: replyTo is unknown")]
    [InlineData("POST", "/emails", """{"from":"a","to":["b"],"subject":"s","tags":[{"name":"n","value":"a.b"}]}""", "$.tags[0].value: not of the pattern")]
    [InlineData("PUT", "/emails", "{}", "PUT /emails is no operation")]
    public void Contract_WithAWrongRequest_SaysWhatIsWrong(string method, string path, string body, string expected)
    {
        var request = new StubRequest(method, new Uri("https://x" + path), new Dictionary<string, string>(), System.Text.Encoding.UTF8.GetBytes(body));

        Assert.Equal(expected, string.Join("; ", new ApiContract("resend", "emails.json").Check(request)));
    }

    [Theory]
    [InlineData("00000001000700070102030405060708-2", "00000001000700070102030405060708.2.32767")]
    [InlineData("00000001000700070102030405060708", null)]
    [InlineData("00000001000700070102030405060708-x", null)]
    [InlineData("x-1", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Reference_FromATag_NamesTheNewestAttempt(string? tag, string? expected) => Assert.Equal(expected, ResendReference.Read(tag));

    [Fact]
    public async Task Lookup_EscapesTheId()
    {
        await ((IStatusLookup)ResendAccount.Adapter(_http)).FindAsync(new StatusQuery(default, "key", "../domains?x", default), default);

        Assert.Equal("https://api.resend.com/emails/..%2Fdomains%3Fx", Assert.Single(_http.Requests).Address.AbsoluteUri);
    }
}
