using Messaging.Links;
using Messaging.Preferences;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Messaging.Core.Tests.Links;

public sealed class MessageLinksTests
{
    [Fact]
    public async Task Link_CheckedForItsPurpose_SaysWhatItWasMadeFor()
    {
        await using var host = LinkHosts.Create();
        var links = host.Get<IMessageLinks>();
        var message = Guid.NewGuid();
        var link = await links.CreateAsync(LinkHosts.Request(LinkPurpose.Unsubscribe) with { Channel = MessageChannel.Email, Address = "Lan@Example.org", MessageId = message });
        Assert.Equal($"https://example.org/m/unsubscribe/{link.Token}", link.Url.AbsoluteUri);
        var claims = (await links.CheckAsync(LinkPurpose.Unsubscribe, link.Token)).Claims!;
        Assert.Equal(("north", "parent", "p-1", "newsletter", "de", message, false), (claims.Tenant, claims.RecipientType, claims.RecipientId, claims.Subject, claims.Locale, claims.MessageId, claims.SingleUse));
        Assert.Equal(await host.Get<IContacts>().GetIdAsync(Contact.Address(MessageChannel.Email, "lan@example.org", "north")), claims.AddressId);
        Assert.DoesNotContain("example.org", link.Token, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Link_ForAnotherPurposeOrTenant_IsInvalidAndSaysNothing()
    {
        await using var host = LinkHosts.Create();
        var links = host.Get<IMessageLinks>();
        var link = await links.CreateAsync(LinkHosts.Request(LinkPurpose.Unsubscribe));
        var expected = new LinkCheck(LinkOutcome.Invalid, null);
        Assert.Equal(expected, await links.CheckAsync(LinkPurpose.Preferences, link.Token));
        Assert.Equal(expected, await links.CheckAsync(LinkPurpose.Unsubscribe, link.Token, tenant: "south"));
        Assert.Equal(expected, await links.ConsumeAsync(LinkPurpose.Unsubscribe, link.Token, tenant: ""));
        Assert.True((await links.CheckAsync(LinkPurpose.Unsubscribe, link.Token, tenant: "north")).IsValid);
    }

    [Fact]
    public async Task Link_OfEachPurpose_EndsWhenItShould()
    {
        await using var host = LinkHosts.Create();
        var links = host.Get<IMessageLinks>();
        foreach (var (purpose, life) in new[]
        {
            (LinkPurpose.Verification, TimeSpan.FromHours(24)), (LinkPurpose.PasswordReset, TimeSpan.FromMinutes(15)), (LinkPurpose.Unsubscribe, TimeSpan.FromDays(400)), (LinkPurpose.Preferences, TimeSpan.FromDays(400)),
        })
        {
            var link = await links.CreateAsync(LinkHosts.Request(purpose));
            Assert.Equal(host.Now + life, link.ExpiresAt);
            host.Clock.Advance(life - TimeSpan.FromSeconds(1));
            Assert.Equal(LinkOutcome.Valid, (await links.CheckAsync(purpose, link.Token)).Outcome);
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(new LinkCheck(LinkOutcome.Expired, null), await links.CheckAsync(purpose, link.Token));
            Assert.Equal(LinkOutcome.Expired, (await links.ConsumeAsync(purpose, link.Token)).Outcome);
        }
    }

    [Fact]
    public async Task Link_ToPay_LivesUntilTheGivenEndAtTheHostsPage()
    {
        await using var host = LinkHosts.Create(o => o.Pages["pay"] = "https://shop.example.org/pay/");
        var links = host.Get<IMessageLinks>();
        await Assert.ThrowsAsync<ArgumentException>(async () => await links.CreateAsync(LinkHosts.Request(LinkPurpose.Payment)));
        var link = await links.CreateAsync(LinkHosts.Request(LinkPurpose.Payment) with { Subject = "invoice-17", ExpiresAt = host.Now.AddDays(30) });
        Assert.Equal($"https://shop.example.org/pay/{link.Token}", link.Url.AbsoluteUri);
        Assert.Equal("invoice-17", (await links.ConsumeAsync(LinkPurpose.Payment, link.Token)).Claims!.Subject);
        Assert.True((await links.ConsumeAsync(LinkPurpose.Payment, link.Token)).IsValid);
    }

    [Fact]
    public async Task Link_WithoutAnybodyOrWithLongTexts_IsRefused()
    {
        await using var host = LinkHosts.Create();
        var links = host.Get<IMessageLinks>();
        foreach (var request in new[]
        {
            new LinkRequest { Purpose = LinkPurpose.Unsubscribe },
            LinkHosts.Request(default),
            LinkHosts.Request(new LinkPurpose("/click")),
            LinkHosts.Request(LinkPurpose.Unsubscribe) with { RecipientId = new string('x', 101) },
            LinkHosts.Request(LinkPurpose.Unsubscribe) with { ExpiresAt = DateTimeOffset.MaxValue },
        })
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await links.CreateAsync(request));
        }
    }

    [Fact]
    public async Task SingleUseLink_ConsumedReleasedAndConsumed_WorksOnceEach()
    {
        await using var host = LinkHosts.Create();
        var links = host.Get<IMessageLinks>();
        var link = await links.CreateAsync(LinkHosts.Request(LinkPurpose.PasswordReset));
        var another = await links.CreateAsync(LinkHosts.Request(LinkPurpose.PasswordReset));
        Assert.NotEqual(link.Token, another.Token);
        Assert.True((await links.CheckAsync(LinkPurpose.PasswordReset, link.Token)).IsValid);
        Assert.True((await links.ConsumeAsync(LinkPurpose.PasswordReset, link.Token)).IsValid);
        Assert.Equal(new LinkCheck(LinkOutcome.Used, null), await links.ConsumeAsync(LinkPurpose.PasswordReset, link.Token));
        Assert.Equal(new LinkCheck(LinkOutcome.Used, null), await links.CheckAsync(LinkPurpose.PasswordReset, link.Token));
        Assert.True((await links.CheckAsync(LinkPurpose.PasswordReset, another.Token)).IsValid);
        await links.ReleaseAsync(link.Token);
        Assert.True((await links.ConsumeAsync(LinkPurpose.PasswordReset, link.Token)).IsValid);
    }

    [Fact]
    public async Task SingleUseLink_ConsumedByManyAtOnce_IsOnes()
    {
        await using var host = LinkHosts.Create();
        Assert.Equal(1, await RaceAsync(host.Get<IMessageLinks>()));
    }

    // The control: with a store that looks first and writes later, everybody wins, so the race above is one.
    [Fact]
    public async Task SingleUseLink_OverAStoreThatLooksAndThenWrites_IsEverybodys()
    {
        await using var host = LinkHosts.Create(configure: b => b.Services.Replace(ServiceDescriptor.Singleton<ILinkStore, CarelessLinkStore>()));
        Assert.Equal(CarelessLinkStore.Racers, await RaceAsync(host.Get<IMessageLinks>()));
    }

    [Fact]
    public async Task Sweep_AfterTheEnd_ForgetsUsedLinks()
    {
        await using var host = LinkHosts.Create();
        var links = host.Get<IMessageLinks>();
        var link = await links.CreateAsync(LinkHosts.Request(LinkPurpose.PasswordReset));
        await links.ConsumeAsync(LinkPurpose.PasswordReset, link.Token);
        var id = LinkHash.OfToken(link.Token);
        await host.SweepAsync();
        Assert.True(await host.Get<ILinkStore>().IsUsedAsync(id, default));
        host.Clock.Advance(TimeSpan.FromHours(1));
        await host.SweepAsync();
        Assert.False(await host.Get<ILinkStore>().IsUsedAsync(id, default));
    }

    private static async Task<int> RaceAsync(IMessageLinks links)
    {
        var link = await links.CreateAsync(LinkHosts.Request(LinkPurpose.PasswordReset));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, CarelessLinkStore.Racers).Select(_ => Task.Run(() => links.ConsumeAsync(LinkPurpose.PasswordReset, link.Token))));
        return outcomes.Count(o => o.IsValid);
    }
}
