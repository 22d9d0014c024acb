using Messaging.Channels;
using Messaging.Core.Tests.Support;
using Messaging.TestTools.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Messaging.Core.Tests.Channels;

public sealed class ProviderAccountsTests
{
    [Fact]
    public async Task Default_ListsTheAccountsThatWereAdded_InOrder_WithTheirOptions()
    {
        await using var host = new TestHost(b => b.AddHmac("one").AddHmac("two", "second"));
        var accounts = host.Get<ProviderAccounts>();
        Assert.Equal(["hmac", "hmac:second"], accounts.Default.Select(a => a.Account.Name));
        Assert.Equal(["one", "two"], accounts.Default.Select(a => ((HmacOptions)a.Account.Options).Key!.Reveal()));
        Assert.Equal("hmac:second", (await accounts.GetAsync("hmac:second", default))!.Account.Name);
        Assert.Null(await accounts.GetAsync("hmac:third", default));
        Assert.Empty(await accounts.OfTenantAsync("acme", default));
    }

    [Fact]
    public async Task OfTenant_AskedAgain_RemembersForAsLongAsTheOptionsSay()
    {
        var source = new AccountSource();
        await using var host = Host(source);
        var accounts = host.Get<ProviderAccounts>();
        source.Accounts.Add(Account("hmac:acme", "acme"));
        Assert.Single(await accounts.OfTenantAsync("acme", default));
        Assert.Single(await accounts.OfTenantAsync("acme", default));
        Assert.Empty(await accounts.OfTenantAsync("other", default));
        Assert.Equal(2, source.Asked);
        host.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Single(await accounts.OfTenantAsync("acme", default));
        Assert.Equal(3, source.Asked);
    }

    [Fact]
    public async Task Get_AskedByManyAtOnce_AsksTheSourceOnce()
    {
        var source = new AccountSource { Gate = new TaskCompletionSource() };
        await using var host = Host(source);
        source.Accounts.Add(Account("hmac:acme", "acme"));
        var accounts = host.Get<ProviderAccounts>();
        var waiting = Enumerable.Range(0, 50).Select(_ => accounts.GetAsync("hmac:acme", default).AsTask()).ToList();
        source.Gate.SetResult();
        Assert.All(await Task.WhenAll(waiting), a => Assert.Equal("acme", a!.Account.Tenant));
        Assert.Equal(1, source.Asked);
    }

    [Fact]
    public async Task Get_WhoseSourceFails_IsAskedAgain()
    {
        var source = new AccountSource { Failure = new IOException() };
        await using var host = Host(source);
        source.Accounts.Add(Account("hmac:acme", "acme"));
        var accounts = host.Get<ProviderAccounts>();
        await Assert.ThrowsAsync<IOException>(async () => await accounts.GetAsync("hmac:acme", default));
        source.Failure = null;
        Assert.NotNull(await accounts.GetAsync("hmac:acme", default));
    }

    [Fact]
    public async Task Accounts_ThatAreSwitchedOff_AreNotThere()
    {
        var source = new AccountSource();
        await using var host = Host(source);
        source.Accounts.Add(Account("hmac:acme", "acme") with { IsEnabled = false });
        var accounts = host.Get<ProviderAccounts>();
        Assert.Null(await accounts.GetAsync("hmac:acme", default));
        Assert.Empty(await accounts.OfTenantAsync("acme", default));
    }

    [Fact]
    public async Task Accounts_ThatAreWrong_FailByNameAndNotBySecret()
    {
        var source = new AccountSource();
        await using var host = Host(source, b => b.Services.AddSingleton<IValidateOptions<HmacOptions>>(
            new ValidateOptions<HmacOptions>(null, o => o.Label != "bad", "Label must not be bad.")));
        var accounts = host.Get<ProviderAccounts>();
        source.Accounts.Add(new ProviderAccount { Name = "hmac:bad", Options = new HmacOptions { Key = "hunter2", Label = "bad" }, Tenant = "acme" });
        source.Accounts.Add(new ProviderAccount { Name = "strange", Options = "hunter2", Tenant = "other" });
        var wrong = await Assert.ThrowsAsync<MessagingConfigurationException>(async () => await accounts.GetAsync("hmac:bad", default));
        Assert.Contains("'hmac:bad'", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("Label must not be bad.", wrong.Message, StringComparison.Ordinal);
        var strange = await Assert.ThrowsAsync<MessagingConfigurationException>(async () => await accounts.OfTenantAsync("other", default));
        Assert.Contains("No provider takes the String of connection 'strange'", strange.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", wrong.Message + strange.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfTenant_GivenSomebodyElsesAccount_Refuses()
    {
        var source = new AccountSource { IgnoresTenant = true };
        await using var host = Host(source);
        source.Accounts.Add(Account("hmac:acme", "acme"));
        await Assert.ThrowsAsync<MessagingConfigurationException>(async () => await host.Get<ProviderAccounts>().OfTenantAsync("other", default));
    }

    [Fact]
    public async Task AnswerMemory_AskedForEverNewNames_StaysBounded()
    {
        var memory = new AnswerMemory<string>(TimeSpan.FromSeconds(30), 100, TimeProvider.System);
        for (var i = 0; i < 5_000; i++)
        {
            Assert.Equal($"n{i}", await memory.GetAsync($"n{i}", (name, _) => Task.FromResult(name), default));
        }

        Assert.InRange(memory.Count, 1, 101);
    }

    private static ProviderAccount Account(string name, string tenant) => new() { Name = name, Options = new HmacOptions { Key = "k" }, Tenant = tenant };

    private static TestHost Host(AccountSource source, Action<MessagingBuilder>? configure = null) => new(b =>
    {
        b.AddHmac("default");
        b.Services.AddScoped<IConnectionSource>(_ => source);
        configure?.Invoke(b);
    });
}
