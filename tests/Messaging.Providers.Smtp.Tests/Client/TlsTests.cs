using Messaging.Channels;
using Messaging.Providers.Smtp.Tests.Support;

namespace Messaging.Providers.Smtp.Tests.Client;

public sealed class TlsTests : IAsyncDisposable
{
    private readonly ScriptedSmtpServer _server = new();

    public TlsTests() => _server.Features.Add("STARTTLS");

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task StartTls_Offered_SendsEverythingInsideTls()
    {
        var encrypted = false;
        _server.On("MAIL", s =>
        {
            encrypted = s.IsEncrypted;
            s.AnswerNormally();
            return Task.CompletedTask;
        });

        var outcome = await SendAsync(SmtpSecurity.StartTls);

        Assert.Equal(SendOutcomeKind.Accepted, outcome.Kind);
        Assert.True(encrypted);
        Assert.StartsWith("EHLO STARTTLS EHLO MAIL RCPT DATA", _server.Verbs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Implicit_SpeaksTlsFromTheFirstByte()
    {
        _server.ImplicitTls = true;

        var outcome = await SendAsync(SmtpSecurity.Implicit);

        Assert.Equal(SendOutcomeKind.Accepted, outcome.Kind);
        Assert.Empty(_server.CommandsOf("STARTTLS"));
    }

    [Fact]
    public async Task StartTls_NotOffered_IsNeverDoneWithout()
    {
        _server.Features.Remove("STARTTLS");

        var outcome = await SendAsync(SmtpSecurity.StartTls, o =>
        {
            o.UserName = "user";
            o.Password = "secret";
        });

        AssertRetry(outcome, FailureKind.Configuration, "no-starttls");
        Assert.Equal("EHLO", _server.Verbs);
    }

    [Fact]
    public async Task StartTls_OnlyHeloKnown_IsNeverDoneWithout()
    {
        _server.On("EHLO", "502 5.5.1 Not known");

        AssertRetry(await SendAsync(SmtpSecurity.StartTls), FailureKind.Configuration, "no-starttls");
    }

    [Theory]
    [InlineData("454 4.7.0 TLS not available", FailureKind.Temporary, "454 4.7.0")]
    [InlineData("501 5.5.4 Syntax", FailureKind.Configuration, "501 5.5.4")]
    [InlineData("354 What", FailureKind.Unexpected, "protocol 354")]
    public async Task StartTls_Refused_SendsNothing(string reply, FailureKind kind, string code)
    {
        _server.On("STARTTLS", reply);

        AssertRetry(await SendAsync(SmtpSecurity.StartTls), kind, code);
        Assert.Empty(_server.CommandsOf("MAIL"));
    }

    [Theory]
    [InlineData("220 2.0.0 Go ahead\r\n250-localhost\r\n250 AUTH PLAIN\r\n")]
    [InlineData("220 2.0.0 Go ahead\r\n2")]
    [InlineData("220 2.0.0 Go ahead\r\n\r\n")]
    public async Task StartTls_RepliesInjectedBehindTheGoAhead_AreRefused(string reply)
    {
        _server.On("STARTTLS", async s =>
        {
            await s.WriteAsync(reply);
            await s.StartTlsAsync();
        });

        AssertRetry(await SendAsync(SmtpSecurity.StartTls), FailureKind.Network, "starttls-injection");
    }

    [Fact]
    public async Task StartTls_FeaturesClaimedInPlainText_AreForgotten()
    {
        _server.Features.Add("AUTH PLAIN");
        _server.FeaturesInTls = ["8BITMIME"];

        var outcome = await SendAsync(SmtpSecurity.StartTls, o =>
        {
            o.UserName = "user";
            o.Password = "secret";
        });

        AssertRetry(outcome, FailureKind.Configuration, "no-auth");
    }

    [Fact]
    public async Task StartTls_GarbageInPlaceOfTheHandshake_IsANetworkFailure()
    {
        _server.On("STARTTLS", async s =>
        {
            await s.ReplyAsync("220 2.0.0 Go ahead");
            s.Reset();
        });

        AssertRetry(await SendAsync(SmtpSecurity.StartTls), FailureKind.Network, "tls");
    }

    [Fact]
    public async Task Implicit_ToAServerThatSpeaksPlainText_IsANetworkFailure() =>
        AssertRetry(await SendAsync(SmtpSecurity.Implicit), FailureKind.Network, "tls");

    [Theory]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.Implicit)]
    public async Task Certificate_NotTrusted_IsAConfigurationFailure(SmtpSecurity security)
    {
        _server.ImplicitTls = security == SmtpSecurity.Implicit;

        AssertRetry(await SendAsync(security, o => o.CertificateValidation = null), FailureKind.Configuration, "certificate");
        Assert.Empty(_server.CommandsOf("MAIL"));
    }

    [Fact]
    public async Task Certificate_CheckOfTheHostThrows_IsAConfigurationFailure()
    {
        var outcome = await SendAsync(SmtpSecurity.StartTls, o => o.CertificateValidation = (_, _, _, _) => throw new InvalidOperationException("canary"));

        AssertRetry(outcome, FailureKind.Configuration, "certificate");
    }

    private static void AssertRetry(SendOutcome outcome, FailureKind kind, string code) =>
        Assert.Equal((SendOutcomeKind.Retry, kind, code), (outcome.Kind, outcome.Failure!.Kind, outcome.Failure.Code));

    private async Task<SendOutcome> SendAsync(SmtpSecurity security, Action<SmtpOptions>? configure = null)
    {
        await using var pool = Make.Pool(_server, o =>
        {
            o.Security = security;
            configure?.Invoke(o);
        });
        return await pool.SendAsync(Make.Mail(), default).WithinTestTime();
    }
}
