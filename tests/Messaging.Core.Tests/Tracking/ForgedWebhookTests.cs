using Messaging.Core.Tests.Support;
using Messaging.Storage.InMemory;
using Messaging.TestTools.Webhooks;
using Messaging.Tracking;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Core.Tests.Tracking;

public sealed class ForgedWebhookTests
{
    [Fact]
    public async Task Receive_TenThousandForgeries_BelievesNone_AndTheGenuineOnes()
    {
        await using var host = new TestHost(b => b.AddHmac("the-first").AddHmac("the-second", "second"));
        var content = new { events = new[] { new { key = "1", kind = "Delivered", id = "x", address = "lan@example.org", effect = "HardBounce" } } };
        var mutants = new WebhookMutants((key, at) => HmacPost.Of(content, key, at), "the-second", host.Now, HmacWebhookParser.SignatureHeader, HmacWebhookParser.TimeHeader);
        var receiver = host.Get<WebhookReceiver>();
        foreach (var (what, request) in mutants.Forged(10_000, seed: 4))
        {
            var status = (await receiver.ReceiveAsync("hmac", null, request)).Status;
            Assert.True(status == 401, $"{what}: {status}");
        }

        Assert.Empty(host.Get<InMemoryDatabase>().Events);
        Assert.Empty(host.Get<InMemoryDatabase>().Contacts);
        foreach (var request in mutants.Genuine())
        {
            Assert.Equal(200, (await receiver.ReceiveAsync("hmac", null, request)).Status);
        }

        Assert.Single(host.Get<InMemoryDatabase>().Events);
    }

    [Fact]
    public async Task Receive_BeforeAndAfterAChangeOfSecrets_BelievesBothAndNoThird()
    {
        await using var host = new TestHost(b =>
        {
            b.AddHmac("new");
            b.Services.Configure<HmacOptions>(o => o.PreviousKey = "old");
        });
        Assert.Equal((200, 200, 401), ((await host.PostAsync(new { }, "new")).Status, (await host.PostAsync(new { }, "old")).Status, (await host.PostAsync(new { }, "older")).Status));
    }
}
