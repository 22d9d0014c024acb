using System.Text.Json.Nodes;
using Messaging.Channels;
using Messaging.Channels.Http;
using Messaging.Providers.Firebase;
using Messaging.Providers.Tests.Firebase.Support;
using Messaging.Templates;
using Messaging.Testing;
using Messaging.Testing.Http;

namespace Messaging.Providers.Tests.Firebase;

/// <summary>What a notification looks like on the wire.</summary>
public sealed class FirebaseChannelAdapterTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly FaultyHttpServer _server = new() { Handler = r => FirebaseVendor.IsToken(r) ? FirebaseVendor.Token() : FirebaseVendor.Accepted() };
    private readonly HttpClient _http = new(HttpAttempt.CreateHandler());
    private readonly ManualTimeProvider _time = new();

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Message_OfTitleAndText_IsANotificationWithItsReference() => await WritesAsync(
        FirebaseAccount.Message(),
        $$$$$"""
        {"message":{"token":"device-00001:APA91bH_token","notification":{"title":"Subject00001","body":"Text00001 of the message"},
         "data":{"reference":"{{{{{FirebaseAccount.Message().Reference}}}}}"}}}
        """);

    [Fact]
    public async Task Message_WithEverything_CarriesItForEachPlatform()
    {
        var message = FirebaseAccount.Message() with
        {
            Type = "booking-reminder",
            Attempt = 3,
            Content = new RenderedContent("Title", "Body", null)
            {
                Image = "https://example.org/boat.png",
                Link = "https://example.org/bookings/7",
                Actions = [new ContentAction("confirm", "Confirm"), new ContentAction("cancel", "Cancel", "app://bookings/7/cancel")],
            },
        };
        await WritesAsync(
            message,
            $$$$$"""
            {"validate_only":true,"message":{"token":"device-00001:APA91bH_token",
             "notification":{"title":"Title","body":"Body","image":"https://example.org/boat.png"},
             "data":{"app":"crew","reference":"{{{{{message.Reference}}}}}","type":"booking-reminder","link":"https://example.org/bookings/7",
               "actions":"[{\u0022id\u0022:\u0022confirm\u0022,\u0022title\u0022:\u0022Confirm\u0022},{\u0022id\u0022:\u0022cancel\u0022,\u0022title\u0022:\u0022Cancel\u0022,\u0022link\u0022:\u0022app://bookings/7/cancel\u0022}]"},
             "android":{"ttl":"3600s","notification":{"notification_count":4}},
             "apns":{"headers":{"apns-expiration":"{{{{{_time.GetUtcNow().ToUnixTimeSeconds() + 3600}}}}}"},"fcm_options":{"image":"https://example.org/boat.png"},
               "payload":{"aps":{"badge":4,"category":"confirm.cancel","mutable-content":1}}},
             "webpush":{"headers":{"TTL":"3600"},"notification":{"actions":[{"action":"confirm","title":"Confirm"},{"action":"cancel","title":"Cancel"}]},
               "fcm_options":{"link":"https://example.org/bookings/7"}}}}
            """,
            o =>
            {
                (o.ValidateOnly, o.TimeToLive) = (true, TimeSpan.FromHours(1));
                o.Data["app"] = "crew";
                o.Badge = (_, _) => ValueTask.FromResult<int?>(4);
            });
    }

    [Fact]
    public async Task Overrides_AreLaidOverTheirPlatform() => await WritesAsync(
        FirebaseAccount.Message() with { Content = new RenderedContent("T", "B", null) },
        $$$$$"""
        {"message":{"token":"device-00001:APA91bH_token","notification":{"title":"T","body":"B"},"data":{"reference":"{{{{{FirebaseAccount.Message().Reference}}}}}"},
         "android":{"ttl":"60s","priority":"HIGH","notification":{"channel_id":"bookings"}},
         "apns":{"headers":{"apns-expiration":"0","apns-priority":"5"},"payload":{"aps":{"badge":0,"sound":"default"}}},
         "webpush":{"headers":{"TTL":"0","Urgency":"high"}}}}
        """,
        o =>
        {
            (o.TimeToLive, o.Badge) = (TimeSpan.Zero, (_, _) => ValueTask.FromResult<int?>(0));
            o.AndroidJson = """{"ttl":"60s","priority":"HIGH","notification":{"channel_id":"bookings"}}""";
            o.ApnsJson = """{"headers":{"apns-priority":"5"},"payload":{"aps":{"sound":"default"}}}""";
            o.WebpushJson = """{"headers":{"Urgency":"high"}}""";
        });

    [Theory]
    [InlineData("app://bookings/7")]
    [InlineData("http://example.org/")]
    [InlineData("/bookings/7")]
    [InlineData("nonsense")]
    public async Task Link_ThatIsNotHttps_IsForTheAppOnly(string link)
    {
        await SendAsync(FirebaseAccount.Message() with { Content = new RenderedContent("T", "B", null) { Link = link } });
        var message = Sent();
        Assert.Equal((link, null), (message["data"]!["link"]!.GetValue<string>(), message["webpush"]));
    }

    [Fact]
    public async Task Message_WithoutTitleAndText_IsDataOnly()
    {
        await SendAsync(FirebaseAccount.Message() with { Content = new RenderedContent(null, null, null) { Link = "app://refresh" } });
        Assert.Null(Sent()["notification"]);
    }

    [Fact]
    public async Task Badge_IsAskedForEachMessage()
    {
        var asked = new List<string>();
        var adapter = Adapter(o => o.Badge = (m, _) =>
        {
            asked.Add(m.Address);
            return ValueTask.FromResult<int?>(null);
        });
        await adapter.SendAsync(FirebaseAccount.Message(1), default);
        await adapter.SendAsync(FirebaseAccount.Message(2), default);
        Assert.Equal([FirebaseAccount.Message(1).Address, FirebaseAccount.Message(2).Address], asked);
        Assert.Null(Sent()["apns"]);
    }

    [Fact]
    public async Task Badge_ThatThrows_LeavesTheMessageUnsent()
    {
        var outcome = await Adapter(o => o.Badge = (_, _) => throw new InvalidOperationException("person@example.org")).SendAsync(FirebaseAccount.Message(), default);
        Assert.Equal((SendOutcomeKind.Retry, "badge", "FirebaseOptions.Badge threw InvalidOperationException."), (outcome.Kind, outcome.Failure!.Code, outcome.Failure.Detail));
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task Project_OfTheOptions_GoesBeforeThatOfTheAccount()
    {
        await Adapter(o => (o.ProjectId, o.BaseUrl) = ("other-project", new Uri(_server.BaseUrl, "emulator"))).SendAsync(FirebaseAccount.Message(), default);
        Assert.Equal("/emulator/v1/projects/other-project/messages:send", _server.Requests[^1].Target);
    }

    [Fact]
    public async Task Message_TooLarge_IsRefusedBeforeATokenIsAskedFor()
    {
        var outcome = await SendAsync(FirebaseAccount.Message() with { Content = new RenderedContent("T", new string('ü', 2100), null) });
        Assert.Equal((SendOutcomeKind.Rejected, FailureKind.TooLarge), (outcome.Kind, outcome.Failure!.Kind));
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public void Adapter_WithoutAReadableAccount_NamesTheOption()
    {
        var e = Assert.Throws<MessagingConfigurationException>(() => new FirebaseChannelAdapter(_http, new FirebaseOptions { CredentialsJson = "{\"private_key\":\"canary\"}" }, _time));
        Assert.Contains("FirebaseOptions.CredentialsJson", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", e.ToString(), StringComparison.Ordinal);
    }

    private async Task WritesAsync(OutboundMessage message, string expected, Action<FirebaseOptions>? configure = null)
    {
        Assert.Equal(SendOutcomeKind.Accepted, (await SendAsync(message, configure)).Kind);
        var request = _server.Requests[^1];
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(request.Text)), $"Found {request.Text}");
        Assert.Equal(("POST", $"/v1/projects/{FirebaseAccount.Project}/messages:send"), (request.Method, request.Target));
        Assert.Empty(FirebaseContract.Violations(request));
    }

    private JsonNode Sent() => JsonNode.Parse(_server.Requests[^1].Text)!["message"]!;

    private FirebaseChannelAdapter Adapter(Action<FirebaseOptions>? configure = null) => FirebaseAccount.Adapter(_server, _http, _time, configure);

    private Task<SendOutcome> SendAsync(OutboundMessage message, Action<FirebaseOptions>? configure = null) => Adapter(configure).SendAsync(message, default);
}
