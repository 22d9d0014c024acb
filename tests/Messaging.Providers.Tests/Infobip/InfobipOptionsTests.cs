using System.Text.Json;
using Messaging.Providers.Infobip;
using Messaging.Providers.Tests.Infobip.Support;

namespace Messaging.Providers.Tests.Infobip;

public sealed class InfobipOptionsTests
{
    private const string Canary = "canary7f3a-canary7f3a";

    public static TheoryData<string, Action<InfobipOptions>> Wrong => new()
    {
        { "InfobipOptions.ApiKey is empty", o => o.ApiKey = null },
        { "InfobipOptions.ApiKey is empty", o => o.ApiKey = "" },
        { "InfobipOptions.ApiKey holds", o => o.ApiKey = Canary + "\n" },
        { "InfobipOptions.BaseUrl is not set", o => o.BaseUrl = null },
        { "InfobipOptions.BaseUrl is not HTTPS", o => o.BaseUrl = new Uri("http://xxxxx.api.infobip.com") },
        { "InfobipOptions.BaseUrl is not an absolute", o => o.BaseUrl = new Uri("xxxxx.api.infobip.com", UriKind.Relative) },
        { "InfobipOptions.BaseUrl has a query", o => o.BaseUrl = new Uri("https://xxxxx.api.infobip.com/?a=1") },
        { "InfobipOptions names no sender", o => (o.SmsSender, o.WhatsAppSender) = (null, "") },
        { "InfobipOptions.SmsSender must be", o => o.SmsSender = "twelve chars" },
        { "InfobipOptions.SmsSender must be", o => o.SmsSender = "A\nB" },
        { "InfobipOptions.WhatsAppSender must be", o => o.WhatsAppSender = "Haff" },
        { "InfobipOptions.WebhookUrl is set, but not InfobipOptions.WebhookToken", o => o.WebhookToken = null },
        { "InfobipOptions.WebhookUrl is not HTTPS", o => o.WebhookUrl = new Uri("http://example.org/hook") },
        { "InfobipOptions.WebhookUrl has a fragment", o => o.WebhookUrl = new Uri("https://example.org/hook#a") },
        { "InfobipOptions.WebhookToken must have", o => o.WebhookToken = "canary7f3a" },
        { "InfobipOptions.WebhookToken must have", o => o.WebhookToken = Canary + "&" },
        { "InfobipOptions.PreviousWebhookToken must have", o => o.PreviousWebhookToken = "short" },
        { "InfobipOptions.PreviousWebhookToken is set, but not", o => (o.WebhookUrl, o.WebhookToken, o.PreviousWebhookToken) = (null, null, Canary) },
        { "InfobipOptions.PreviousWebhookPassword is set, but not", o => o.PreviousWebhookPassword = Canary },
        { "InfobipOptions.WebhookUser is set, but not", o => o.WebhookUser = "user" },
        { "InfobipOptions.WebhookPassword is set, but not", o => o.WebhookPassword = Canary },
        { "InfobipOptions.WebhookPassword must have", o => (o.WebhookUser, o.WebhookPassword) = ("user", "canary7f3a") },
        { "InfobipOptions.WebhookUser holds", o => (o.WebhookUser, o.WebhookPassword) = ("a:b", Canary) },
        { "InfobipOptions.ValidityPeriod must be from", o => o.ValidityPeriod = TimeSpan.FromHours(49) },
        { "InfobipOptions.ValidityPeriod must be from", o => o.ValidityPeriod = TimeSpan.FromMilliseconds(1500) },
    };

    public static TheoryData<Action<InfobipOptions>> Right =>
    [
        _ => { },
        o => (o.WebhookUrl, o.WebhookToken, o.WebhookUser, o.WebhookPassword) = (null, null, "user", Canary),
        o => (o.WebhookUrl, o.WebhookToken) = (null, null),
        o => (o.SmsSender, o.WhatsAppSender) = (null, "441134960000"),
        o => (o.SmsSender, o.WhatsAppSender) = ("+41793026700", null),
        o => o.SmsSender = "62006",
        o => (o.BaseUrl, o.ValidityPeriod) = (new Uri("http://localhost:5000/"), TimeSpan.FromHours(48)),
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_AWrongValue_NamesTheOptionAndNoSecret(string expected, Action<InfobipOptions> configure)
    {
        var problems = Validate(configure);

        Assert.Contains(problems, p => p.Contains(expected, StringComparison.Ordinal));
        Assert.All(problems, p => Assert.DoesNotContain("canary", p, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Right))]
    public void Validate_WhatInfobipTakes_IsFine(Action<InfobipOptions> configure) => Assert.Empty(Validate(configure));

    [Fact]
    public void Options_PrintedOrSerialised_KeepTheirSecrets()
    {
        var options = InfobipAccounts.Options(o => (o.ApiKey, o.WebhookToken, o.PreviousWebhookToken, o.WebhookPassword, o.PreviousWebhookPassword) = (Canary, Canary, Canary, Canary, Canary));

        Assert.DoesNotContain("canary", options + JsonSerializer.Serialize(options), StringComparison.Ordinal);
    }

    private static List<string> Validate(Action<InfobipOptions> configure) => [.. new InfobipOptionsValidator().Validate(null, InfobipAccounts.Options(configure)).Failures ?? []];
}
