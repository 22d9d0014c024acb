using Messaging.Core.Tests.Support;
using Messaging.Maintenance;
using Messaging.Messages;
using Microsoft.Extensions.Options;

namespace Messaging.Core.Tests.Maintenance;

/// <summary>How long rows are kept, by kind and tenant, and what was passed over is found later.</summary>
public sealed class RetentionTests
{
    [Fact]
    public async Task Sweep_ContentsFirst_MessagesLater()
    {
        await using var host = new TestHost();
        var id = await SendAsync(host);
        await SweepAsync(host, TimeSpan.FromDays(29));
        Assert.NotNull((await host.FindAsync(id)).Content);
        await SweepAsync(host, TimeSpan.FromDays(2));
        Assert.Null((await host.FindAsync(id)).Content);
        await SweepAsync(host, TimeSpan.FromDays(368));
        Assert.NotNull(await host.FindAsync(id));
        await SweepAsync(host, TimeSpan.FromDays(2));
        Assert.Null(await host.FindAsync(id));
    }

    [Fact]
    public async Task Sweep_PassedOverWhileOpen_IsFoundWithinADay()
    {
        await using var host = new TestHost();
        var waiting = await SendAsync(host, later: TimeSpan.FromDays(29));
        await SendAsync(host);
        host.Clock.Advance(TimeSpan.FromDays(29));
        await host.BeatAsync();
        await host.DispatchAsync();

        // It ended a day ago at most, though it was made long before.
        await SweepAsync(host, TimeSpan.FromDays(2));
        Assert.NotNull((await host.FindAsync(waiting)).Content);
        for (var day = 0; day < 30; day++)
        {
            await SweepAsync(host, TimeSpan.FromDays(1));
        }

        Assert.Null((await host.FindAsync(waiting)).Content);
    }

    [Fact]
    public async Task Sweep_TenantWithTimesOfItsOwn_IsKeptByThem()
    {
        await using var host = new TestHost(b => b.ConfigureRetention(o =>
        {
            o.Tenants["archive"] = new RetentionPeriods { Messages = null, Contents = null };
            o.Tenants["brief"] = new RetentionPeriods { Contents = TimeSpan.FromDays(2), Messages = TimeSpan.FromDays(10), Events = null };
        }));
        var (archived, brief, other) = (await SendAsync(host, "archive"), await SendAsync(host, "brief"), await SendAsync(host));
        await SweepAsync(host, TimeSpan.FromDays(3));
        Assert.Null((await host.FindAsync(brief, "brief")).Content);
        Assert.NotNull((await host.FindAsync(other)).Content);
        await SweepAsync(host, TimeSpan.FromDays(8));
        Assert.Null(await host.FindAsync(brief, "brief"));
        await SweepAsync(host, TimeSpan.FromDays(2_000));
        Assert.Null(await host.FindAsync(other));
        Assert.NotNull((await host.FindAsync(archived, "archive")).Content);
    }

    [Fact]
    public async Task Sweep_Null_KeepsForEver()
    {
        await using var host = new TestHost(b => b.ConfigureRetention(o => (o.Contents, o.Messages, o.Events) = (null, null, null)));
        var id = await SendAsync(host);
        await SweepAsync(host, TimeSpan.FromDays(4_000));
        Assert.NotNull((await host.FindAsync(id)).Content);
    }

    [Theory]
    [InlineData(0.5, 400, 90, "Contents")]
    [InlineData(401, 400, 90, "Contents")]
    [InlineData(8, 8, 8, "Messages")]
    [InlineData(30, 400, 7, "Events")]
    [InlineData(30, 400, 401, "Events")]
    public void Options_ThatLoseWhatIsNeeded_AreRefused(double contents, double messages, double events, string named)
    {
        var periods = new RetentionPeriods { Contents = TimeSpan.FromDays(contents), Messages = TimeSpan.FromDays(messages), Events = TimeSpan.FromDays(events) };
        var rules = new RetentionOptionsRules();
        var result = rules.Validate(null, new RetentionOptions { Contents = periods.Contents, Messages = periods.Messages, Events = periods.Events });
        Assert.StartsWith(named, Assert.Single(result.Failures!), StringComparison.Ordinal);
        result = rules.Validate(null, new RetentionOptions { Tenants = new Dictionary<string, RetentionPeriods>(StringComparer.Ordinal) { ["acme"] = periods } });
        Assert.StartsWith($"Tenants[\"acme\"].{named}", Assert.Single(result.Failures!), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_AtTheirLimits_AreAccepted()
    {
        var options = new RetentionOptions { Contents = TimeSpan.FromDays(9), Messages = TimeSpan.FromDays(9), Events = TimeSpan.FromDays(8) };
        Assert.Equal(ValidateOptionsResult.Success, new RetentionOptionsRules().Validate(null, options));
        Assert.Equal(ValidateOptionsResult.Success, new RetentionOptionsRules().Validate(null, new RetentionOptions { Contents = null, Messages = null, Events = null }));
    }

    [Fact]
    public void StartOf_BoundsTheIdsOfATime()
    {
        var clock = new Messaging.Testing.ManualTimeProvider();
        var id = new MessageIds(clock).Next();
        Assert.True(MessageIds.StartOf(clock.GetUtcNow()).CompareTo(id) < 0);
        Assert.True(MessageIds.StartOf(clock.GetUtcNow().AddMilliseconds(1)).CompareTo(id) > 0);
    }

    private static async Task<Guid> SendAsync(TestHost host, string tenant = "", TimeSpan? later = null)
    {
        var request = TestHost.Request() with { Tenant = tenant };
        var id = await host.SendAsync(later is { } wait ? request with { SendAt = host.Now + wait, ExpiresAt = host.Now + wait + TimeSpan.FromDays(1) } : request);
        await host.BeatAsync();
        await host.DispatchAsync();
        return id;
    }

    private static async Task SweepAsync(TestHost host, TimeSpan later)
    {
        host.Clock.Advance(later);
        await host.BeatAsync();
        await host.SweepAsync();
    }
}
