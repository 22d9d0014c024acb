using System.Text.Json;
using Messaging.Channels;
using Messaging.Providers.Resend;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Messaging.Providers.Tests.Resend;

public sealed class ResendOptionsTests
{
    public static TheoryData<string, Action<Providers.Resend.ResendOptions>> Wrong => new()
    {
        { "ResendOptions.ApiKey is empty. Set it in AddResend(", o => o.ApiKey = null },
        { "ResendOptions.ApiKey holds a space", o => o.ApiKey = "re_x\n" },
        { "ResendOptions.From is empty. Set it in AddResend(", o => o.From = "" },
        { "ResendOptions.From is not a sender", o => o.From = "nobody" },
        { "ResendOptions.From has a mailbox name beyond ASCII", o => o.From = "đặng@example.vn" },
        { "ResendOptions.BaseUrl is null", o => o.BaseUrl = null! },
        { "ResendOptions.BaseUrl is not a whole URL", o => o.BaseUrl = new Uri("/x", UriKind.Relative) },
        { "ResendOptions.BaseUrl has the scheme 'http'", o => o.BaseUrl = new Uri("http://api.resend.com") },
        { "ResendOptions.BaseUrl has a query", o => o.BaseUrl = new Uri("https://api.resend.com/?x=1") },
        { "ResendOptions.WebhookSecret is not a signing secret", o => o.WebhookSecret = "whsec_short" },
        { "ResendOptions.PreviousWebhookSecret is not a signing secret", o => o.PreviousWebhookSecret = "AAAA" },
        { "ResendOptions.PreviousWebhookSecret is set, but ResendOptions.WebhookSecret is empty", o => (o.WebhookSecret, o.PreviousWebhookSecret) = (null, ResendAccount.WebhookSecret) },
        { "ResendOptions.SignatureTolerance is -00:00:01", o => o.SignatureTolerance = TimeSpan.FromSeconds(-1) },
        { "ResendOptions.SignatureTolerance is 1.00:00:01", o => o.SignatureTolerance = TimeSpan.FromSeconds(86401) },
    };

    [Fact]
    public void Options_Usual_AreInOrder()
    {
        Assert.Empty(Problems(_ => { }));
        Assert.Empty(Problems(o => (o.WebhookSecret, o.Batch) = (null, true)));
        Assert.Empty(Problems(o => o.BaseUrl = new Uri("http://localhost:5000/prefix/")));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Options_WithAMistake_SayWhichAndWhatToDo(string expected, Action<Providers.Resend.ResendOptions> configure) =>
        Assert.Contains(Problems(configure), p => p.Contains(expected, StringComparison.Ordinal));

    [Fact]
    public void Options_Printed_HideEverySecret()
    {
        var shown = JsonSerializer.Serialize(ResendAccount.Options()) + ResendAccount.Options();

        Assert.DoesNotContain("canary", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("whsec_", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddResend_TwiceAndForAFurtherAccount_GivesOneProviderAndTwoAccounts()
    {
        var services = new ServiceCollection();
        new MessagingBuilder(services)
            .AddResend(o => (o.ApiKey, o.From) = ("re_one", "one@example.org"))
            .AddResend(o => o.Batch = true)
            .AddResend("newsletter", o => (o.ApiKey, o.From) = ("re_two", "two@example.org"));
        await using var container = services.BuildServiceProvider();

        Assert.Equal("resend resend:newsletter", string.Join(' ', container.GetServices<ChannelRegistration>().Select(r => r.Name)));
        Assert.Single(container.GetServices<IValidateOptions<Providers.Resend.ResendOptions>>());
        var options = container.GetRequiredService<IOptionsMonitor<Providers.Resend.ResendOptions>>();
        Assert.Equal(("one@example.org", true), (options.CurrentValue.From, options.CurrentValue.Batch));
        Assert.Equal(("two@example.org", false), (options.Get("newsletter").From, options.Get("newsletter").Batch));
        var provider = Assert.IsType<ResendProvider>(container.GetServices<ChannelProvider>().Single());
        Assert.Equal(("resend", RateLimit.Default), (provider.Name, provider.LimitOf(MessageChannel.Email)));
        Assert.Equal([MessageChannel.Email], provider.ChannelsOf(ResendAccount.Options()));
        Assert.Null(provider.FindProblem(ResendAccount.Options()));
        Assert.Contains("AddResend(o => o.WebhookSecret", provider.FindProblem(ResendAccount.Options(o => o.WebhookSecret = "")), StringComparison.Ordinal);
        Assert.IsType<ResendWebhookParser>(provider.CreateParser(ResendAccount.Options()));
    }

    [Fact]
    public async Task Host_WithInvalidOptions_DoesNotStart()
    {
        var builder = Host.CreateApplicationBuilder();
        new MessagingBuilder(builder.Services).AddResend(o => o.From = "nobody");
        using var host = builder.Build();

        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains(e.Failures, f => f.StartsWith("ResendOptions.ApiKey is empty", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Problems(Action<Providers.Resend.ResendOptions> configure) => new ResendOptionsValidator().Validate(null, ResendAccount.Options(configure)).Failures ?? [];
}
