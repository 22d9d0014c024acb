using System.Net;
using Messaging.AspNetCore.Tests.Support;
using Messaging.Webhooks;

namespace Messaging.AspNetCore.Tests.Webhooks;

/// <summary>Strangers are slowed down, and providers are not.</summary>
public sealed class WebhookThrottleTests
{
    private const string Stranger = "203.0.113.7";
    private const string Vendor = "198.51.100.20";

    private static readonly byte[] Nothing = "{}"u8.ToArray();

    [Fact]
    public async Task Failures_BeyondTheLimit_AreRefusedUnreadUntilTheMinuteIsOver()
    {
        await using var host = await ProxiedWebhooks.StartAsync(o => o.FailuresPerMinute = 600);
        for (var i = 0; i < 600; i++)
        {
            Assert.Equal(i % 2 == 0 ? HttpStatusCode.Unauthorized : HttpStatusCode.NotFound, await host.PostAsync(Nothing, "another key", i % 2 == 0 ? ProxiedWebhooks.Path : "/webhooks/acme", Stranger));
        }

        using var request = host.Request(Nothing, "another key", address: Stranger);
        using var refused = await host.Http.SendAsync(request);
        Assert.Equal((HttpStatusCode.TooManyRequests, "60"), (refused.StatusCode, refused.Headers.RetryAfter!.ToString()));
        Assert.Equal(HttpStatusCode.TooManyRequests, await host.PostAsync(Nothing, address: Stranger));
        Assert.Equal(HttpStatusCode.OK, await host.PostAsync(Nothing, address: Vendor));
        Assert.Equal(HttpStatusCode.Unauthorized, await host.PostAsync(Nothing, "another key", address: "203.0.113.8"));

        host.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(HttpStatusCode.TooManyRequests, await host.PostAsync(Nothing, "another key", address: Stranger));
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await host.PostAsync(Nothing, "another key", address: Stranger));
    }

    [Fact]
    public async Task AuthenticRequests_AreNotLimited()
    {
        await using var host = await ProxiedWebhooks.StartAsync(o => o.FailuresPerMinute = 5);
        for (var i = 0; i < 1_000; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await host.PostAsync(Nothing, address: Vendor));
        }
    }

    [Fact]
    public async Task Failures_FromWhereAuthenticRequestsCome_DoNotShutTheseOut()
    {
        await using var host = await ProxiedWebhooks.StartAsync(o => o.FailuresPerMinute = 5);
        Assert.Equal(HttpStatusCode.OK, await host.PostAsync(Nothing, address: Vendor));
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await host.PostAsync(Nothing, "another key", address: Vendor));
        }

        Assert.Equal(HttpStatusCode.OK, await host.PostAsync(Nothing, address: Vendor));
    }

    [Fact]
    public async Task AuthenticRequest_AmongFailures_FreesItsAddressForAnHour()
    {
        await using var host = await ProxiedWebhooks.StartAsync(o => o.FailuresPerMinute = 5);
        for (var i = 0; i < 5; i++)
        {
            await host.PostAsync(Nothing, "another key", address: Vendor);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await host.PostAsync(Nothing, address: Vendor));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, await host.PostAsync(Nothing, address: Vendor));
        Assert.Equal([401, 401, 401, 401, 401, 401], await FailAsync(host, 6));

        host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal([401, 401, 401, 401, 401, 429], await FailAsync(host, 6));
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", true)]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7", false)]
    [InlineData("::ffff:203.0.113.7", "::ffff:203.0.113.8", true)]
    public void Networks_AreIPv4AddressesAndIPv6Customers(string failing, string other, bool mayEnter)
    {
        var throttle = new WebhookThrottle(1, TimeProvider.System);
        throttle.NoteFailure(IPAddress.Parse(failing));
        Assert.Equal(mayEnter, throttle.MayEnter(IPAddress.Parse(other)));
    }

    [Fact]
    public void Memory_StaysTheSame_HoweverManyAddressesThereAre()
    {
        var throttle = new WebhookThrottle(600, TimeProvider.System);
        var before = GC.GetAllocatedBytesForCurrentThread();
        throttle.NoteFailure(new IPAddress(0));
        var each = GC.GetAllocatedBytesForCurrentThread() - before;
        before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0L; i < 1_000_000; i++)
        {
            throttle.NoteFailure(new IPAddress(i));
        }

        Assert.InRange(each, 0, 500);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 16 * 1024 * 1024);
        GC.KeepAlive(throttle);
    }

    private static async Task<List<int>> FailAsync(ProxiedWebhooks host, int count)
    {
        var statuses = new List<int>();
        for (var i = 0; i < count; i++)
        {
            statuses.Add((int)await host.PostAsync(Nothing, "another key", address: Vendor));
        }

        return statuses;
    }
}
