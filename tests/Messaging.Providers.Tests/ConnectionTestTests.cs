using System.Net;
using Messaging.Channels;
using Messaging.Testing.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Providers.Tests;

/// <summary>Every account can be tried without sending anything: a right key is told from a wrong one.</summary>
public sealed class ConnectionTestTests
{
    private const string Canary = "canary-9d1c";

    public static TheoryData<string, string> Vendors => new()
    {
        { "sendgrid", """{"scopes":["mail.send","user.profile.read"]}""" },
        { "resend", """{"id":"00000000-0000-0000-0000-000000000000"}""" },
        { "twilio", """{"sid":"AC00000000000000000000000000000000","status":"active"}""" },
        { "infobip", """{"balance":12.5,"currency":"EUR"}""" },
    };

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task Test_WithTheRightKey_FindsNothingWrongAndSendsNothing(string vendor, string answer)
    {
        await using var server = new FaultyHttpServer { Handler = _ => HttpReply.Of(200, answer) };
        await using var host = NewHost(vendor, server.BaseUrl);
        Assert.Null(await host.GetRequiredService<IConnections>().TestAsync(vendor));
        Assert.Equal("GET", Assert.Single(server.Requests).Method);
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task Test_WithAWrongKey_SaysSo(string vendor, string answer)
    {
        await using var server = new FaultyHttpServer { Handler = _ => HttpReply.Of((int)HttpStatusCode.Unauthorized, $"no {answer.Length}") };
        await using var host = NewHost(vendor, server.BaseUrl);
        var problem = await host.GetRequiredService<IConnections>().TestAsync(vendor);
        Assert.Equal(FailureKind.Configuration, problem!.Kind);
        Assert.DoesNotContain(Canary, $"{problem} {problem.Detail}", StringComparison.Ordinal);
    }

    private static ServiceProvider NewHost(string vendor, Uri address)
    {
        var services = new ServiceCollection();
        var builder = services.AddMessaging(o => o.DefaultChannels = [vendor is "sendgrid" or "resend" ? MessageChannel.Email : MessageChannel.Sms]).UseInMemoryStore();
        _ = vendor switch
        {
            "sendgrid" => builder.AddSendGrid(o => (o.ApiKey, o.From, o.BaseUrl) = ($"SG.{Canary}", "a@example.org", address)),
            "resend" => builder.AddResend(o => (o.ApiKey, o.From, o.BaseUrl) = ($"re_{Canary}", "a@example.org", address)),
            "twilio" => builder.AddTwilio(o => (o.AccountSid, o.AuthToken, o.SmsFrom, o.BaseUrl) = ("AC00000000000000000000000000000000", Canary, "+15005550006", address)),
            _ => builder.AddInfobip(o => (o.ApiKey, o.SmsSender, o.BaseUrl) = (Canary, "Haff", address)),
        };
        return services.BuildServiceProvider();
    }
}
