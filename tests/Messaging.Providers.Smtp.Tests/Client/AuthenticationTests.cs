using System.Net.Sockets;
using System.Text;
using Messaging.Channels;
using Messaging.Providers.Smtp.Client;
using Messaging.Providers.Smtp.Tests.Support;

namespace Messaging.Providers.Smtp.Tests.Client;

public sealed class AuthenticationTests : IAsyncDisposable
{
    private readonly ScriptedSmtpServer _server = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Plain_WithAShortPassword_SendsItAtOnce()
    {
        var outcome = await SendAsync("AUTH LOGIN PLAIN", "sesam");

        Assert.Equal(SendOutcomeKind.Accepted, outcome.Kind);
        Assert.Equal($"AUTH PLAIN {Base64("\0user\0sesam")}", Assert.Single(_server.CommandsOf("AUTH")));
    }

    [Fact]
    public async Task Plain_WithALongPassword_WaitsForTheChallenge()
    {
        var password = new string('ä', 300);

        var outcome = await SendAsync("AUTH PLAIN", password);

        Assert.Equal(SendOutcomeKind.Accepted, outcome.Kind);
        Assert.Equal(["AUTH PLAIN", Base64($"\0user\0{password}")], _server.Commands.ToArray()[1..3]);
    }

    [Fact]
    public async Task Plain_ServerOverlooksTheInitialResponse_IsAnsweredAgain()
    {
        var second = "";
        _server.On("AUTH", async s =>
        {
            await s.ReplyAsync("334 ");
            second = await s.ReadLineAsync();
            await s.ReplyAsync("235 2.7.0 Welcome");
        });

        var outcome = await SendAsync("AUTH PLAIN", "sesam");

        Assert.Equal(SendOutcomeKind.Accepted, outcome.Kind);
        Assert.Equal(Base64("\0user\0sesam"), second);
    }

    [Fact]
    public async Task Login_WhenPlainIsNotOffered_AnswersTwoChallenges()
    {
        var outcome = await SendAsync("AUTH=LOGIN CRAM-MD5", "sesam");

        Assert.Equal(SendOutcomeKind.Accepted, outcome.Kind);
        Assert.Equal(["AUTH LOGIN", Base64("user"), Base64("sesam")], _server.Commands.ToArray()[1..4]);
    }

    [Fact]
    public async Task XOAuth2_WithAToken_SendsItAsBearer()
    {
        var outcome = await SendTokenAsync(_ => ValueTask.FromResult("token"));

        Assert.Equal(SendOutcomeKind.Accepted, outcome.Kind);
        Assert.Equal($"AUTH XOAUTH2 {Base64("user=user\u0001auth=Bearer token\u0001\u0001")}", Assert.Single(_server.CommandsOf("AUTH")));
    }

    [Fact]
    public async Task XOAuth2_WithALongToken_WaitsForTheChallenge()
    {
        var token = new string('t', 2000);

        var outcome = await SendTokenAsync(_ => ValueTask.FromResult(token));

        Assert.Equal(SendOutcomeKind.Accepted, outcome.Kind);
        Assert.Equal(["AUTH XOAUTH2", Base64($"user=user\u0001auth=Bearer {token}\u0001\u0001")], _server.Commands.ToArray()[1..3]);
    }

    [Fact]
    public async Task XOAuth2_ErrorChallenge_IsAnsweredEmptyAndKeptForTheOperator()
    {
        string? answer = null;
        _server.On("AUTH", async s =>
        {
            await s.ReplyAsync("334 " + Base64("{\"status\":\"401\"}"));
            answer = await s.ReadLineAsync();
            await s.ReplyAsync("535 5.7.8 Not accepted");
        });

        var outcome = await SendTokenAsync(_ => ValueTask.FromResult("token"));

        AssertConfiguration(outcome, "535 5.7.8");
        Assert.Equal("", answer);
        Assert.Contains("401", outcome.Failure!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task XOAuth2_TokenCannotBeHad_IsAConfigurationFailureWithoutItsWords()
    {
        var outcome = await SendTokenAsync(_ => throw new InvalidOperationException("canary"));

        AssertConfiguration(outcome, "access-token");
        Assert.DoesNotContain("canary", outcome.Failure!.Detail, StringComparison.Ordinal);
        Assert.Empty(_server.CommandsOf("AUTH"));
    }

    [Fact]
    public async Task XOAuth2_CancelledWhileWaitingForTheToken_IsRetry()
    {
        var asked = new TaskCompletionSource();
        using var cancel = new CancellationTokenSource();
        await using var pool = Make.Pool(Offering("AUTH XOAUTH2"), o =>
        {
            o.UserName = "user";
            o.AccessToken = async token =>
            {
                asked.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                return "";
            };
        });

        var sending = pool.SendAsync(Make.Mail(), cancel.Token);
        await asked.Task.WithinTestTime();
        await cancel.CancelAsync();

        var outcome = await sending.WithinTestTime();
        Assert.Equal((SendOutcomeKind.Retry, "cancelled"), (outcome.Kind, outcome.Failure!.Code));
    }

    [Theory]
    [InlineData("535 5.7.8 Bad credentials", FailureKind.Configuration)]
    [InlineData("535 Bad credentials", FailureKind.Configuration)]
    [InlineData("534 5.7.9 Application password needed", FailureKind.Configuration)]
    [InlineData("530 5.7.0 Authentication required", FailureKind.Configuration)]
    [InlineData("538 Encryption needed", FailureKind.Configuration)]
    [InlineData("504 5.5.4 Mechanism not known", FailureKind.Configuration)]
    [InlineData("454 4.7.0 Too many logins", FailureKind.Temporary)]
    [InlineData("421 4.7.0 Good-bye", FailureKind.Temporary)]
    [InlineData("250 Never mind", FailureKind.Unexpected)]
    public async Task SignIn_Refused_SendsNothingUnauthenticated(string reply, FailureKind kind)
    {
        _server.On("AUTH", reply);

        var outcome = await SendAsync("AUTH PLAIN", "sesam");

        Assert.Equal((SendOutcomeKind.Retry, kind), (outcome.Kind, outcome.Failure!.Kind));
        Assert.Empty(_server.CommandsOf("MAIL"));
    }

    [Theory]
    [InlineData("AUTH CRAM-MD5 GSSAPI", "no-mechanism")]
    [InlineData("AUTH XOAUTH2", "no-mechanism")]
    [InlineData("AUTH", "no-auth")]
    [InlineData("HELP", "no-auth")]
    public async Task SignIn_NoMechanismInCommon_IsAConfigurationFailure(string feature, string code) =>
        AssertConfiguration(await SendAsync(feature, "sesam"), code);

    [Fact]
    public async Task SignIn_ChallengesWithoutEnd_AreGivenUp()
    {
        var answers = "";
        _server.On("AUTH", async s =>
        {
            while (true)
            {
                await s.ReplyAsync("334 ");
                answers += await s.ReadLineAsync() + ' ';
            }
        });

        var outcome = await SendAsync("AUTH PLAIN", "sesam");

        Assert.Equal((SendOutcomeKind.Retry, FailureKind.Unexpected), (outcome.Kind, outcome.Failure!.Kind));
        Assert.Contains("* ", answers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_WithoutTlsToAnotherMachine_SaysNoWord()
    {
        var options = Make.Options(_server.Port, o => (o.Host, o.UserName, o.Password) = ("mail.example.org", "user", "sesam"));
        var settings = new SmtpSettings(options, "smtp");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", _server.Port);
        using var transport = new SmtpTransport(socket, TimeProvider.System);
        var features = SmtpServerFeatures.Read(new SmtpReply(250, ["host", "AUTH PLAIN"]));

        var e = await Assert.ThrowsAsync<SmtpFailureException>(() => SmtpAuthentication.SignInAsync(transport, features, settings, default));

        Assert.Equal((FailureKind.Configuration, "plain-text"), (e.Failure.Kind, e.Failure.Code));
        Assert.Empty(_server.Commands);
    }

    [Fact]
    public async Task SignIn_NoUserName_IsLeftOut()
    {
        await using var pool = Make.Pool(Offering("AUTH PLAIN"));

        await pool.SendAsync(Make.Mail(), default).WithinTestTime();

        Assert.Empty(_server.CommandsOf("AUTH"));
    }

    private static void AssertConfiguration(SendOutcome outcome, string code) =>
        Assert.Equal((SendOutcomeKind.Retry, FailureKind.Configuration, code), (outcome.Kind, outcome.Failure!.Kind, outcome.Failure.Code));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private ScriptedSmtpServer Offering(string feature)
    {
        _server.Features.Add(feature);
        return _server;
    }

    private async Task<SendOutcome> SendAsync(string feature, string password)
    {
        await using var pool = Make.Pool(Offering(feature), o =>
        {
            o.UserName = "user";
            o.Password = password;
        });
        return await pool.SendAsync(Make.Mail(), default).WithinTestTime();
    }

    private async Task<SendOutcome> SendTokenAsync(Func<CancellationToken, ValueTask<string>> token)
    {
        await using var pool = Make.Pool(Offering("AUTH PLAIN XOAUTH2"), o =>
        {
            o.UserName = "user";
            o.AccessToken = token;
        });
        return await pool.SendAsync(Make.Mail(), default).WithinTestTime();
    }
}
