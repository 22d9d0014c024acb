using System.Text.Json;
using Messaging.Providers.Tests.Twilio.Support;
using Messaging.Providers.Twilio;
using Microsoft.Extensions.Configuration;

namespace Messaging.Providers.Tests.Twilio;

public sealed class TwilioOptionsTests
{
    private const string Canary = "canary7f3a";

    public static TheoryData<string, Action<TwilioOptions>> Wrong => new()
    {
        { "TwilioOptions.AccountSid is empty", o => o.AccountSid = "" },
        { "TwilioOptions.AccountSid must be", o => o.AccountSid = "AC123" },
        { "TwilioOptions.AuthToken is empty, and there is no API key", o => (o.AuthToken, o.WebhookUrl) = (null, null) },
        { "TwilioOptions.WebhookUrl is set, but not TwilioOptions.AuthToken", o => (o.AuthToken, o.ApiKeySid, o.ApiKeySecret) = (Secret.None, "SK0123456789abcdef0123456789abcdef", "x") },
        { "TwilioOptions.ApiKeySid is set, but not TwilioOptions.ApiKeySecret", o => o.ApiKeySid = "SK0123456789abcdef0123456789abcdef" },
        { "TwilioOptions.ApiKeySecret is set, but not TwilioOptions.ApiKeySid", o => o.ApiKeySecret = Canary },
        { "TwilioOptions.ApiKeySid must be", o => (o.ApiKeySid, o.ApiKeySecret) = ("SK1", "x") },
        { "TwilioOptions.PreviousAuthToken is set, but not", o => (o.AuthToken, o.PreviousAuthToken, o.ApiKeySid, o.ApiKeySecret, o.WebhookUrl) = (null, Canary, "SK0123456789abcdef0123456789abcdef", "x", null) },
        { "TwilioOptions names no sender", o => (o.SmsFrom, o.WhatsAppFrom, o.MessengerFrom) = (null, "", null) },
        { "TwilioOptions.MessagingServiceSid must be", o => o.MessagingServiceSid = "MG1" },
        { "TwilioOptions.SmsFrom must be", o => o.SmsFrom = "twelve chars" },
        { "TwilioOptions.SmsFrom must be", o => o.SmsFrom = "+0123456" },
        { "TwilioOptions.SmsFrom must be", o => o.SmsFrom = "A\r\nB" },
        { "TwilioOptions.WhatsAppFrom must be", o => o.WhatsAppFrom = "whatsapp:+14155238886" },
        { "TwilioOptions.MessengerFrom must be", o => o.MessengerFrom = "messenger:1" },
        { "TwilioOptions.WebhookUrl is not an absolute address", o => o.WebhookUrl = new Uri("/hook", UriKind.Relative) },
        { "TwilioOptions.WebhookUrl is not HTTPS", o => o.WebhookUrl = new Uri("http://example.org/hook") },
        { "TwilioOptions.WebhookUrl has an underscore", o => o.WebhookUrl = new Uri("https://my_host.example.org/hook") },
        { "TwilioOptions.WebhookUrl has a fragment", o => o.WebhookUrl = new Uri("https://example.org/hook#rc=5") },
        { "TwilioOptions.WebhookUrl holds a user name", o => o.WebhookUrl = new Uri("https://u:p@example.org/hook") },
        { "TwilioOptions.BaseUrl is not HTTPS", o => o.BaseUrl = new Uri("http://api.twilio.com") },
        { "TwilioOptions.BaseUrl has a query", o => o.BaseUrl = new Uri("https://api.twilio.com?a=1") },
        { "TwilioOptions.BaseUrl is null", o => o.BaseUrl = null! },
        { "TwilioOptions.ValidityPeriod must be from", o => o.ValidityPeriod = TimeSpan.FromHours(11) },
        { "TwilioOptions.ValidityPeriod must be from", o => o.ValidityPeriod = TimeSpan.FromMilliseconds(1500) },
        { "TwilioOptions.ContentSids[\"offer\"][\"de\"] must be", o => o.ContentSids["offer"] = new Dictionary<string, string> { ["de"] = "HX1" } },
    };

    public static TheoryData<Action<TwilioOptions>> Right =>
    [
        _ => { },
        o => o.WebhookUrl = new Uri("http://localhost:5000/webhooks/twilio"),
        o => (o.AuthToken, o.ApiKeySid, o.ApiKeySecret, o.WebhookUrl) = (null, "SK0123456789abcdef0123456789abcdef", "x", null),
        o => (o.SmsFrom, o.MessagingServiceSid) = (null, Accounts.ServiceSid),
        o => o.SmsFrom = "HaffSegeln",
        o => o.SmsFrom = "12345",
        o => (o.SmsFrom, o.MessengerFrom) = (null, null),
        o => (o.BaseUrl, o.ValidityPeriod) = (new Uri("http://127.0.0.1:8080/"), TimeSpan.FromSeconds(36000)),
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_AWrongValue_NamesTheOptionAndNoSecret(string expected, Action<TwilioOptions> configure)
    {
        var problems = Validate(configure);

        Assert.Contains(problems, p => p.Contains(expected, StringComparison.Ordinal));
        Assert.All(problems, p => Assert.DoesNotContain(Canary, p, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Right))]
    public void Validate_WhatTwilioTakes_IsFine(Action<TwilioOptions> configure) => Assert.Empty(Validate(configure));

    [Fact]
    public void Options_PrintedOrSerialised_KeepTheirSecrets()
    {
        var options = Accounts.Options(o => (o.AuthToken, o.PreviousAuthToken, o.ApiKeySecret) = (Canary, Canary, Canary));

        Assert.DoesNotContain(Canary, options + JsonSerializer.Serialize(options), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_FromConfiguration_AreBoundWithTheirTemplatesAndSecrets()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            [new("AccountSid", Accounts.AccountSid), new("AuthToken", Canary), new("WebhookUrl", Accounts.WebhookUrl), new("ContentSids:reminder:de", Accounts.ContentSid), new("ValidityPeriod", "00:10:00")]).Build();

        var options = configuration.Get<TwilioOptions>()!;

        Assert.Equal((Canary, Accounts.WebhookUrl, TimeSpan.FromMinutes(10)), (options.AuthToken!.Reveal(), options.WebhookUrl!.OriginalString, options.ValidityPeriod));
        Assert.Equal(Accounts.ContentSid, options.ContentSids["reminder"]["de"]);
    }

    private static List<string> Validate(Action<TwilioOptions> configure) => [.. new TwilioOptionsValidator().Validate(null, Accounts.Options(configure)).Failures ?? []];
}
