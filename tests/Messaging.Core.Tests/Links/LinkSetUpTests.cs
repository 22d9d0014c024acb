using Messaging.Links;
using Messaging.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Messaging.Core.Tests.Links;

/// <summary>Links that are set up wrongly keep the host from starting.</summary>
public sealed class LinkSetUpTests
{
    [Theory]
    [InlineData("", "MessageLinkOptions.BaseUrl is needed")]
    [InlineData("http://example.org/m", "must begin with https://")]
    [InlineData("http://localhost:5000/m", "must begin with https://")]
    [InlineData("ftp://example.org", "must begin with https://")]
    [InlineData("/m", "must be an absolute address")]
    [InlineData("https://example.org/m?x=1", "without query")]
    public Task Start_WithABaseUrlThatWillNotDo_SaysWhy(string baseUrl, string problem) => FailsAsync<OptionsValidationException>(o => o.BaseUrl = baseUrl, problem);

    [Fact]
    public Task Start_WithAShortSecret_NamesTheCommand() =>
        FailsAsync<OptionsValidationException>(o => o.Keys = [new LinkKeyOptions { Id = 1, Secret = Convert.ToBase64String(new byte[31]) }], "openssl rand -base64 32");

    [Fact]
    public Task Start_WithTwoKeysOfOneId_IsRefused() =>
        FailsAsync<OptionsValidationException>(o => o.Keys = [LinkHosts.FirstKey, new LinkKeyOptions { Id = 1, Secret = LinkHosts.Secret(2) }], "2 keys with the Id 1");

    [Fact]
    public Task Start_WithAnUnsubscribeLifeBelowSixtyDays_IsRefused() => FailsAsync<OptionsValidationException>(o => o.SubscriptionLifetime = TimeSpan.FromDays(59), "60.00:00:00");

    [Fact]
    public Task Start_WithoutAKey_NamesTheOption() => FailsAsync<MessagingConfigurationException>(o => o.Keys = [], "o.Keys = [new LinkKeyOptions");

    [Fact]
    public async Task Start_InDevelopment_MakesAKeyAndTakesThisMachine()
    {
        using var host = Host("Development", o => (o.BaseUrl, o.Keys) = ("http://localhost:5000/m", []));
        await host.StartAsync();
        var link = await host.Services.GetRequiredService<IMessageLinks>().CreateAsync(LinkHosts.Request(LinkPurpose.Unsubscribe));
        Assert.StartsWith("http://localhost:5000/m/unsubscribe/", link.Url.AbsoluteUri, StringComparison.Ordinal);
        await host.StopAsync();
    }

    private static async Task FailsAsync<TException>(Action<MessageLinkOptions> links, string expected)
        where TException : Exception
    {
        using var host = Host("Production", links);
        var error = await Assert.ThrowsAsync<TException>(() => host.StartAsync());
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static IHost Host(string environment, Action<MessageLinkOptions> links)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, EnvironmentName = environment });
        builder.Services.AddMessaging().UseInMemoryStore().AddChannel("email", MessageChannel.Email, _ => new RecordingChannelAdapter()).AddLinks(o =>
        {
            (o.BaseUrl, o.Keys) = (LinkHosts.BaseUrl, [LinkHosts.FirstKey]);
            links(o);
        });
        return builder.Build();
    }
}
