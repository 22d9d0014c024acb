using System.Text.Json;
using Messaging.Channels;
using Messaging.Core.Tests.Support;
using Messaging.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Core.Tests.Channels;

/// <summary>A tenant's messages leave through the tenant's own accounts, and everybody else's through the application's.</summary>
public sealed class TenantConnectionTests
{
    private readonly AccountSource _source = new();
    private readonly LedgerProvider.Ledger _ledger = new();

    [Fact]
    public async Task Send_TenantWithAnAccount_GoesByIt()
    {
        await using var host = NewHost();
        _source.Accounts.Add(Account("ledger:acme", "acme", "key-acme"));
        foreach (var tenant in new[] { "acme", "other", "" })
        {
            await host.Client.SendAsync(TestHost.Request(null, $"{tenant}x@example.org") with { Tenant = tenant });
        }

        await host.DispatchAsync();
        Assert.Equal([("ledger:acme", "key-acme", "acme", "acmex@example.org")], _ledger.Sent);
        Assert.Equal(["other", ""], host.Email.Sent.Select(m => m.Tenant).OrderDescending(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Send_AccountChangesItsVersion_NewAdapterIsUsed()
    {
        await using var host = NewHost();
        _source.Accounts.Add(Account("ledger:acme", "acme", "old"));
        await SendAsync(host);
        _source.Accounts[0] = Account("ledger:acme", "acme", "new") with { Version = "2" };
        await SendAsync(host);
        host.Clock.Advance(TimeSpan.FromSeconds(31));
        await SendAsync(host);
        await SendAsync(host);
        Assert.Equal(["old", "old", "new", "new"], _ledger.Sent.Select(s => s.Key));
        Assert.Equal(2, _ledger.Made.Count);
    }

    [Fact]
    public async Task Send_ChannelTheTenantHasNoAccountFor_GoesByTheApplications()
    {
        await using var host = NewHost();
        _source.Accounts.Add(Account("ledger:acme", "acme", "k") with { Options = new LedgerProvider.Account { Channels = [MessageChannel.Sms] } });
        await SendAsync(host);
        Assert.Single(host.Email.Sent);
        Assert.Equal(
            [("email", MessageChannel.Email), ("ledger:acme", MessageChannel.Sms)],
            (await host.Get<IConnections>().ListAsync("acme")).Select(c => (c.Name, c.Channel)).Order());
    }

    [Fact]
    public async Task Send_AccountOfAnother_LeavesByNobody()
    {
        await using var host = NewHost();
        _source.IgnoresTenant = true;
        _source.Accounts.Add(Account("ledger:acme", "acme", "k"));
        await Assert.ThrowsAsync<MessagingConfigurationException>(() => host.Client.SendAsync(TestHost.Request() with { Tenant = "other" }));
        Assert.Empty(_ledger.Sent);
    }

    [Fact]
    public async Task Dispatch_SourceFails_WaitsAndLeavesByNobodyElse()
    {
        await using var host = NewHost();
        _source.Accounts.Add(Account("ledger:acme", "acme", "k"));
        var receipt = await host.Client.SendAsync(TestHost.Request() with { Tenant = "acme" });
        host.Clock.Advance(TimeSpan.FromSeconds(31));
        _source.Failure = new IOException("the host's database is away");
        await host.DispatchAsync();
        var found = await host.FindAsync(receipt.Messages[0].Id, "acme");
        Assert.Equal((WorkState.Queued, DecisionCode.DeferUnprepared), (found.Delivery.WorkState, Assert.Single(found.Decisions).Code));
        Assert.Empty(host.Email.Sent);
        _source.Failure = null;
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await host.DispatchAsync();
        Assert.Single(_ledger.Sent);
    }

    [Fact]
    public async Task Test_OfAnAccount_SaysWhetherItWorks()
    {
        await using var host = NewHost();
        _source.Accounts.AddRange([Account("ledger:acme", "acme", "right"), Account("ledger:bad", "acme", "wrong")]);
        var connections = host.Get<IConnections>();
        Assert.Null(await connections.TestAsync("ledger:acme", "acme"));
        Assert.Equal("401", (await connections.TestAsync("ledger:bad", "acme"))!.Code);
        await Assert.ThrowsAsync<MessagingConfigurationException>(() => connections.TestAsync("ledger:acme", "other"));
        await Assert.ThrowsAsync<MessagingConfigurationException>(() => connections.TestAsync("email"));
    }

    [Fact]
    public void Account_PrintedOrSerialised_ShowsNoSecret()
    {
        var account = Account("ledger:acme", "acme", "canary-1");
        var printed = $"{account} {JsonSerializer.Serialize(account)} {JsonSerializer.Serialize(account.Options)} {((LedgerProvider.Account)account.Options).Key}";
        Assert.DoesNotContain("canary", printed, StringComparison.Ordinal);
        Assert.Contains("***", printed, StringComparison.Ordinal);
    }

    private static ProviderAccount Account(string name, string tenant, string key) =>
        new() { Name = name, Tenant = tenant, Options = new LedgerProvider.Account { Key = key } };

    private static async Task SendAsync(TestHost host)
    {
        await host.Client.SendAsync(TestHost.Request() with { Tenant = "acme" });
        await host.DispatchAsync();
    }

    private TestHost NewHost() => new(b =>
    {
        b.Services.AddSingleton(_ledger).AddSingleton<ChannelProvider, LedgerProvider>().AddSingleton(_source);
        b.Services.AddScoped<IConnectionSource>(s => s.GetRequiredService<AccountSource>());
    });
}
