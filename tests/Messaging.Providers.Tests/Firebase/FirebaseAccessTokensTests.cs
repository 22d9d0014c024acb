using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Messaging.Channels;
using Messaging.Channels.Http;
using Messaging.Providers.Firebase;
using Messaging.Providers.Tests.Firebase.Support;
using Messaging.Testing;
using Messaging.Testing.Http;

namespace Messaging.Providers.Tests.Firebase;

/// <summary>The access token: proven by a signature, asked for once, kept until shortly before it expires, and never a reason to believe that a message was sent.</summary>
public sealed class FirebaseAccessTokensTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly FaultyHttpServer _server = new();
    private readonly HttpClient _http = new(HttpAttempt.CreateHandler());
    private readonly ManualTimeProvider _time = new();
    private Func<HttpReply> _tokens = () => FirebaseVendor.Token();
    private Func<HttpReply> _sends = () => FirebaseVendor.Accepted();

    public FirebaseAccessTokensTests() => _server.Handler = r => FirebaseVendor.IsToken(r) ? _tokens() : _sends();

    private List<ReceivedRequest> TokenRequests => [.. _server.Requests.Where(FirebaseVendor.IsToken)];

    private int Sends => _server.Requests.Count - TokenRequests.Count;

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Assertion_IsSignedByTheServiceAccount()
    {
        await SendAsync(Adapter());
        var form = Assert.Single(TokenRequests).ReadForm().ToDictionary(f => f.Key, f => f.Value);
        Assert.Equal("urn:ietf:params:oauth:grant-type:jwt-bearer", form["grant_type"]);
        var parts = form["assertion"].Split('.');
        Assert.True(FirebaseAccount.Key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal(("RS256", "JWT", FirebaseAccount.KeyId), (Text(parts[0], "alg"), Text(parts[0], "typ"), Text(parts[0], "kid")));
        Assert.Equal((FirebaseAccount.Email, "https://www.googleapis.com/auth/firebase.messaging", "https://oauth2.googleapis.com/token"), (Text(parts[1], "iss"), Text(parts[1], "scope"), Text(parts[1], "aud")));
        Assert.Equal(($"{now}", $"{now + 3600}"), (Text(parts[1], "iat"), Text(parts[1], "exp")));
        Assert.Equal($"Bearer {FirebaseVendor.AccessToken}", _server.Requests[^1].Header("Authorization"));
    }

    [Fact]
    public async Task Token_WantedByManyAtOnce_IsAskedForOnce()
    {
        var adapter = Adapter();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => SendAsync(adapter))));
        Assert.All(outcomes, o => Assert.Equal(SendOutcomeKind.Accepted, o.Kind));
        Assert.Equal((1, 50), (TokenRequests.Count, Sends));
    }

    [Theory]
    [InlineData(3599, 3599 - 301, 1)]
    [InlineData(3599, 3599 - 300, 2)]
    [InlineData(3599, 4000, 2)]
    [InlineData(60, 29, 1)]
    [InlineData(60, 30, 2)]
    public async Task Token_IsKeptUntilShortlyBeforeItExpires(int lifetime, int later, int requests)
    {
        _tokens = () => FirebaseVendor.Token(lifetime);
        var adapter = Adapter();
        await SendAsync(adapter);
        _time.Advance(TimeSpan.FromSeconds(later));
        await SendAsync(adapter);
        Assert.Equal(requests, TokenRequests.Count);
    }

    [Fact]
    public async Task Token_ThatCannotBeRenewedYet_IsUsedUntilItExpires()
    {
        var adapter = Adapter();
        await SendAsync(adapter);
        _tokens = () => HttpReply.Html(503);
        _time.Advance(TimeSpan.FromSeconds(3400));
        Assert.Equal(SendOutcomeKind.Accepted, (await SendAsync(adapter)).Kind);
        _time.Advance(TimeSpan.FromSeconds(200));
        Assert.Equal(SendOutcomeKind.Retry, (await SendAsync(adapter)).Kind);
        Assert.Equal((3, 2), (TokenRequests.Count, Sends));
    }

    [Fact]
    public async Task Token_ThatIsRefused_IsRenewedOnceForAll()
    {
        var adapter = Adapter();
        await SendAsync(adapter);
        _sends = () => FirebaseVendor.Plain(401, "UNAUTHENTICATED");
        var refused = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => SendAsync(adapter)));
        Assert.All(refused, o => Assert.Equal((SendOutcomeKind.Retry, FailureKind.Configuration), (o.Kind, o.Failure!.Kind)));
        _sends = () => FirebaseVendor.Accepted();
        var before = TokenRequests.Count;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => SendAsync(adapter)));
        Assert.All(outcomes, o => Assert.Equal(SendOutcomeKind.Accepted, o.Kind));
        Assert.InRange(TokenRequests.Count - before, 0, 1);
        Assert.Equal(21, Sends);
    }

    public static TheoryData<HttpReply, FailureKind> Failures => new()
    {
        { HttpReply.Of(400, """{"error":"invalid_grant","error_description":"Invalid JWT Signature."}"""), FailureKind.Configuration },
        { HttpReply.Of(401, """{"error":"invalid_client"}"""), FailureKind.Configuration },
        { HttpReply.Of(403), FailureKind.Configuration },
        { HttpReply.Html(404), FailureKind.Configuration },
        { HttpReply.Html(502), FailureKind.Temporary },
        { HttpReply.Of(500), FailureKind.Temporary },
        { HttpReply.Of(429), FailureKind.Temporary },
        { HttpReply.Of(200), FailureKind.Temporary },
        { HttpReply.Of(200, "{}"), FailureKind.Temporary },
        { HttpReply.Of(200, """{"access_token":7}"""), FailureKind.Temporary },
        { HttpReply.Of(200, """{"access_token":"a\r\nX-Injected: 1","expires_in":3599}"""), FailureKind.Temporary },
        { FirebaseVendor.Token().Truncated(20), FailureKind.Temporary },
        { HttpReply.ResetAfterReading, FailureKind.Network },
        { HttpReply.CloseWithoutAnswer, FailureKind.Network },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Message_WithoutAToken_IsCertainlyNotSent(HttpReply reply, FailureKind kind)
    {
        _tokens = () => reply;
        var outcome = await SendAsync(Adapter());
        Assert.Equal((SendOutcomeKind.Retry, kind, 0), (outcome.Kind, outcome.Failure!.Kind, Sends));
        Assert.StartsWith("token ", outcome.Failure.Code, StringComparison.Ordinal);
        Assert.Single(TokenRequests);
    }

    [Fact]
    public async Task Message_AfterATokenFailure_AsksAgain()
    {
        _tokens = () => HttpReply.Of(429).WithHeader("Retry-After", "7");
        var adapter = Adapter();
        Assert.Equal(TimeSpan.FromSeconds(7), (await SendAsync(adapter)).RetryAfter);
        _tokens = () => FirebaseVendor.Token();
        Assert.Equal(SendOutcomeKind.Accepted, (await SendAsync(adapter)).Kind);
    }

    [Fact]
    public async Task TokenEndpoint_ThatNeverAnswers_IsGivenUpAfterTenSeconds()
    {
        _tokens = () => HttpReply.NeverAnswer;
        var sending = SendAsync(Adapter());
        await _server.NextAsync();
        _time.Advance(TimeSpan.FromSeconds(10));
        var outcome = await sending;
        Assert.Equal((SendOutcomeKind.Retry, FailureKind.Timeout, 0), (outcome.Kind, outcome.Failure!.Kind, Sends));
    }

    [Fact]
    public async Task Cancellation_OfTheFirstThatWaits_LeavesTheTokenToTheOthers()
    {
        var released = new TaskCompletionSource();
        _tokens = () => FirebaseVendor.Token().After(released.Task);
        var adapter = Adapter();
        using var cancel = new CancellationTokenSource();
        var first = adapter.SendAsync(FirebaseAccount.Message(), cancel.Token);
        await _server.NextAsync();
        var second = SendAsync(adapter);
        await cancel.CancelAsync();
        Assert.Equal((SendOutcomeKind.Retry, FailureKind.Timeout), ((await first).Kind, (await first).Failure!.Kind));
        released.SetResult();
        Assert.Equal(SendOutcomeKind.Accepted, (await second).Kind);
        Assert.Equal((1, 1), (TokenRequests.Count, Sends));
    }

    private static string Text(string part, string name) => JsonDocument.Parse(Base64Url.DecodeFromChars(part)).RootElement.GetProperty(name).ToString();

    private static Task<SendOutcome> SendAsync(FirebaseChannelAdapter adapter) => adapter.SendAsync(FirebaseAccount.Message(), default);

    private FirebaseChannelAdapter Adapter() => FirebaseAccount.Adapter(_server, _http, _time);
}
