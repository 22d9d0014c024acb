using System.Net;
using System.Text;
using Messaging.Channels;
using Messaging.Channels.Http;
using Messaging.Testing;
using Messaging.Testing.Http;

namespace Messaging.Core.Tests.Channels.Http;

/// <summary>One attempt against a server that fails in every way: what is certain after each.</summary>
public sealed class HttpAttemptTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly FaultyHttpServer _server = new();
    private readonly HttpClient _client = new(HttpAttempt.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly ManualTimeProvider _time = new();

    public static TheoryData<string, HttpReply> Faults => new()
    {
        { "reset unread", HttpReply.ResetBeforeReading },
        { "reset", HttpReply.ResetAfterReading },
        { "closed", HttpReply.CloseWithoutAnswer },
        { "no HTTP", HttpReply.Nonsense("hello\r\n\r\n") },
        { "half a status line", HttpReply.Nonsense("HTTP/1.1 20") },
        { "half the headers", HttpReply.Nonsense("HTTP/1.1 200 OK\r\nX: ") },
    };

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Send_Answered_GivesStatusHeadersAndBody()
    {
        _server.ThenAnswer(HttpReply.Of(201, """{"id":"ü"}""").WithHeader("X-Message-Id", "m1"));
        var answer = Answer(await SendAsync());
        Assert.Equal((HttpStatusCode.Created, """{"id":"ü"}""", true, true), (answer.Status, answer.Body, answer.IsComplete, answer.IsSuccess));
        Assert.Equal("m1", answer.Header("x-message-id"));
        Assert.Null(answer.Header("x-other"));
    }

    [Fact]
    public async Task Send_Content_ArrivesWithItsHeadersAndALength()
    {
        var request = Post("Grüße 🚀");
        request.Content!.Headers.ContentLanguage.Add("de");
        await HttpAttempt.SendAsync(_client, request, _time, default);
        var read = Assert.Single(_server.Requests);
        Assert.Equal(("POST", "/send?x=1", "Grüße 🚀", false), (read.Method, read.Target, read.Text, read.IsChunked));
        Assert.Equal(("application/json; charset=utf-8", "de", "12"), (read.Header("content-type"), read.Header("content-language"), read.Header("content-length")));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => request.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_BodyBreakingOff_KeepsTheStatusAndWhatWasRead(bool isSuccess)
    {
        _server.ThenAnswer(HttpReply.Of(isSuccess ? 200 : 400, "0123456789").Truncated(4));
        var answer = Answer(await SendAsync());
        Assert.Equal((isSuccess, "0123", false), (answer.IsSuccess, answer.Body, answer.IsComplete));
        Assert.Equal(isSuccess ? SendOutcomeKind.Accepted : SendOutcomeKind.Rejected, answer.ToOutcome().Kind);
    }

    [Fact]
    public async Task Send_CancelledInTheMiddleOfTheBody_KeepsTheStatus()
    {
        using var cancel = new CancellationTokenSource();
        var first = new TaskCompletionSource();
        _server.ThenAnswer(HttpReply.Of(200, "0123456789").InPieces(4, i => i == 0 ? Task.CompletedTask : Blocked(first)));
        var sending = SendAsync(cancellationToken: cancel.Token);
        await first.Task;
        await cancel.CancelAsync();
        var result = await sending;
        Assert.True(result.Answer is { IsSuccess: true, IsComplete: false } || result.Outcome is { Kind: SendOutcomeKind.Unknown });
    }

    [Fact]
    public async Task Send_BodyBeyondTheLimit_IsCut()
    {
        _server.ThenAnswer(HttpReply.Of(200, new string('x', HttpAttempt.MaxBody * 3)));
        var answer = Answer(await SendAsync());
        Assert.InRange(answer.Body.Length, HttpAttempt.MaxBody, HttpAttempt.MaxBody + (64 * 1024));
        Assert.False(answer.IsComplete);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Send_FaultAfterTheContentLeft_IsUnknown(string what, HttpReply fault)
    {
        _server.ThenAnswer(fault);
        var outcome = (await SendAsync()).Outcome;
        Assert.True(outcome is { Kind: SendOutcomeKind.Unknown, Failure.Kind: FailureKind.Network }, $"{what}: {outcome}");
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Send_FaultOnAnOpenConnection_IsUnknownAndNotRepeated(string what, HttpReply fault)
    {
        Answer(await SendAsync());
        _server.ThenAnswer(fault);
        Assert.True((await SendAsync()).Outcome is { Kind: SendOutcomeKind.Unknown }, what);
        Assert.Equal(what == "reset unread" ? 1 : 2, _server.Requests.Count);
        Assert.True(Answer(await SendAsync()).IsSuccess);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_ConnectionRefused_IsCertainlyNotSent(bool hasContent)
    {
        await _server.DisposeAsync();
        var outcome = (await SendAsync(hasContent)).Outcome;
        Assert.Equal((SendOutcomeKind.Retry, FailureKind.Network, "connect"), (outcome!.Kind, outcome.Failure!.Kind, outcome.Failure.Code));
    }

    [Fact]
    public async Task Send_NameNotFound_IsCertainlyNotSent()
    {
        var outcome = (await HttpAttempt.SendAsync(_client, new HttpRequestMessage(HttpMethod.Post, "http://nobody.invalid/") { Content = new StringContent("x") }, _time, default)).Outcome;
        Assert.Equal(SendOutcomeKind.Retry, outcome!.Kind);
    }

    [Fact]
    public async Task Send_TlsNotSpoken_IsCertainlyNotSent()
    {
        var url = new UriBuilder(_server.BaseUrl) { Scheme = "https" }.Uri;
        var outcome = (await HttpAttempt.SendAsync(_client, new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent("x") }, _time, default)).Outcome;
        Assert.Equal((SendOutcomeKind.Retry, FailureKind.Network), (outcome!.Kind, outcome.Failure!.Kind));
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task Send_WithoutContentAndAnswer_IsUnknown()
    {
        _server.Handler = _ => HttpReply.CloseWithoutAnswer;
        Assert.Equal(SendOutcomeKind.Unknown, (await SendAsync(hasContent: false)).Outcome!.Kind);
    }

    [Fact]
    public async Task Send_CancelledBefore_IsCertainlyNotSent()
    {
        var outcome = (await SendAsync(cancellationToken: new CancellationToken(canceled: true))).Outcome;
        Assert.Equal((SendOutcomeKind.Retry, FailureKind.Timeout, "cancelled"), (outcome!.Kind, outcome.Failure!.Kind, outcome.Failure.Code));
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task Send_CancelledWhileItWaits_IsUnknown()
    {
        using var cancel = new CancellationTokenSource();
        _server.ThenAnswer(HttpReply.NeverAnswer);
        var sending = SendAsync(cancellationToken: cancel.Token);
        await _server.NextAsync();
        await cancel.CancelAsync();
        var outcome = (await sending).Outcome;
        Assert.Equal((SendOutcomeKind.Unknown, FailureKind.Timeout, "cancelled"), (outcome!.Kind, outcome.Failure!.Kind, outcome.Failure.Code));
    }

    [Fact]
    public async Task Handler_FollowsNoRedirectAndKeepsNoCookie()
    {
        _server.ThenAnswer(HttpReply.Of(307).WithHeader("Location", $"{_server.BaseUrl}elsewhere").WithHeader("Set-Cookie", "session=1; Path=/"));
        Assert.Equal(HttpStatusCode.TemporaryRedirect, Answer(await SendAsync()).Status);
        await SendAsync();
        Assert.All(_server.Requests, r => Assert.Equal(("/send?x=1", ""), (r.Target, r.Header("Cookie"))));
        Assert.Equal(2, _server.Requests.Count);
    }

    private static HttpAnswer Answer(HttpResult result) => result.TryGetAnswer(out var answer, out var outcome) ? answer : throw new Xunit.Sdk.XunitException($"No answer: {outcome}");

    private static Task Blocked(TaskCompletionSource reached)
    {
        reached.TrySetResult();
        return new TaskCompletionSource().Task;
    }

    private HttpRequestMessage Post(string text) => new(HttpMethod.Post, new Uri(_server.BaseUrl, "send?x=1")) { Content = new StringContent(text, Encoding.UTF8, "application/json") };

    private Task<HttpResult> SendAsync(bool hasContent = true, CancellationToken cancellationToken = default)
    {
        var request = Post("{}");
        request.Content = hasContent ? request.Content : null;
        return HttpAttempt.SendAsync(_client, request, _time, cancellationToken);
    }
}
