using Messaging.Channels;
using Messaging.Providers.Smtp.Tests.Support;
using Messaging.TestTools;
using Microsoft.Extensions.Logging.Abstractions;

namespace Messaging.Providers.Smtp.Tests;

/// <summary>TLS and sign-in as a real server does them.</summary>
public sealed class EximSignInTests : IAsyncLifetime
{
    private EximServer _server = null!;

    public async Task InitializeAsync() => _server = await EximServer.StartAsync(requireSignIn: true);

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [EximFact]
    public async Task Send_SignedInOverStartTls_IsTaken()
    {
        Assert.Equal(SendOutcomeKind.Accepted, (await SendAsync(SmtpSecurity.StartTls, EximServer.Password)).Kind);
        Assert.Contains("A=plain:" + EximServer.UserName, await File.ReadAllTextAsync(_server.MainLogPath), StringComparison.Ordinal);
    }

    [EximFact]
    public async Task Send_SignedInOverImplicitTls_IsTaken() =>
        Assert.Equal(SendOutcomeKind.Accepted, (await SendAsync(SmtpSecurity.Implicit, EximServer.Password)).Kind);

    [EximFact]
    public async Task Send_WithAWrongPassword_IsAConfigurationFailure() =>
        AssertConfiguration(await SendAsync(SmtpSecurity.StartTls, "wrong"), "535");

    [EximFact]
    public async Task Send_WithoutSignIn_IsAConfigurationFailure() =>
        AssertConfiguration(await SendAsync(SmtpSecurity.StartTls, password: null), "530 5.7.0");

    [EximFact]
    public async Task Send_WithACertificateNobodyVouchesFor_IsAConfigurationFailure() =>
        AssertConfiguration(await SendAsync(SmtpSecurity.StartTls, EximServer.Password, o => o.CertificateValidation = null), "certificate");

    [EximFact]
    public async Task Send_ImplicitTlsToThePlainPort_IsRetry()
    {
        var options = Make.Options(_server.Port, o => o.Security = SmtpSecurity.Implicit);
        await using var adapter = new SmtpChannelAdapter("smtp", options, TimeProvider.System, NullLogger.Instance);

        var outcome = await adapter.SendAsync(Make.Message(), default).WithinTestTime();

        Assert.Equal((SendOutcomeKind.Retry, "tls"), (outcome.Kind, outcome.Failure!.Code));
    }

    private static void AssertConfiguration(SendOutcome outcome, string code)
    {
        Assert.Equal((SendOutcomeKind.Retry, FailureKind.Configuration), (outcome.Kind, outcome.Failure!.Kind));
        Assert.StartsWith(code, outcome.Failure.Code, StringComparison.Ordinal);
    }

    private async Task<SendOutcome> SendAsync(SmtpSecurity security, string? password, Action<SmtpOptions>? configure = null)
    {
        var options = Make.Options(security == SmtpSecurity.Implicit ? _server.TlsPort : _server.Port, o =>
        {
            o.Security = security;
            o.UserName = password is null ? null : EximServer.UserName;
            o.Password = password;
            configure?.Invoke(o);
        });
        await using var adapter = new SmtpChannelAdapter("smtp", options, TimeProvider.System, NullLogger.Instance);
        return await adapter.SendAsync(Make.Message(), default).WithinTestTime();
    }
}
