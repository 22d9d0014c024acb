using System.Diagnostics.Metrics;
using Messaging.Channels;
using Messaging.Core.Tests.Support;
using Messaging.Messages;
using Messaging.Storage;
using Messaging.Storage.InMemory;
using Messaging.TestTools.Webhooks;
using Messaging.Tracking;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Messaging.Core.Tests.Tracking;

public sealed class WebhookReceiverTests
{
    private const string Key = WebhookHostExtensions.Key;

    [Fact]
    public async Task Receive_AuthenticReport_MovesTheMessageAndGivesTheParsersReply()
    {
        await using var host = new TestHost(b => b.AddHmac(Key));
        var id = await host.SendAsync();
        await host.DispatchAsync();
        var answer = await host.PostAsync(new { events = new[] { new { key = "1", kind = "Delivered", @ref = host.Email.Sent[0].Reference.ToString() } }, reply = "<Response/>" });
        Assert.Equal(new WebhookAnswer(200, "text/xml", "<Response/>"), answer);
        var stored = await host.FindAsync(id);
        Assert.Equal(DeliveryStatus.Delivered, stored.Delivery.StatusAt(host.Now));
        Assert.Equal(("hmac", "1", (short?)0, (short?)1), (stored.Events[0].Provider, stored.Events[0].EventKey, stored.Events[0].Generation, stored.Events[0].Attempt));
    }

    [Theory]
    [InlineData("sendgrid", null)]
    [InlineData("hmac", "nobody")]
    [InlineData("hmac", "email")]
    public async Task Receive_UnknownProviderOrConnection_IsNotFound(string provider, string? connection)
    {
        await using var host = new TestHost(b => b.AddHmac(Key));
        Assert.Equal(404, (await host.Get<WebhookReceiver>().ReceiveAsync(provider, connection, HmacPost.Of(new { }, Key, host.Now))).Status);
    }

    [Fact]
    public async Task Receive_Forged_ChangesNothing_IsCountedAndLoggedWithoutContent()
    {
        var logs = new LogList();
        var counted = new List<(string Provider, string Result)>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, l) => { if (instrument.Name == "messaging.webhooks") { l.EnableMeasurementEvents(instrument); } } };
        var here = new AsyncLocal<bool> { Value = true };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            if (here.Value)
            {
                counted.Add(((string)tags[0].Value!, (string)tags[1].Value!));
            }
        });
        listener.Start();
        await using var host = new TestHost(b => b.AddHmac(Key).Services.AddLogging(l => l.AddProvider(logs)));
        var id = await host.SendAsync();
        Assert.Equal(401, (await host.PostEventAsync(new { key = "1", kind = "Bounced", @ref = new MessageReference(id, 0, 1).ToString(), address = "lan@example.org" }, "another key")).Status);
        Assert.Empty((await host.FindAsync(id)).Events);
        Assert.Equal([("hmac", "forged")], counted);
        var line = Assert.Single(logs.Lines, l => l.Contains("webhook", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("hmac", line, StringComparison.Ordinal);
        Assert.DoesNotContain("lan@", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receive_AuthenticButNoForm_IsABadRequest()
    {
        await using var host = new TestHost(b => b.AddHmac(Key));
        Assert.Equal(400, (await host.Get<WebhookReceiver>().ReceiveAsync("hmac", null, HmacPost.Of("{"u8.ToArray(), Key, host.Now))).Status);
    }

    [Fact]
    public async Task Receive_WithoutConnection_TriesEachAccountOfTheProvider()
    {
        await using var host = new TestHost(b => b.AddHmac("one").AddHmac("two", "second"));
        Assert.Equal(200, (await host.PostAsync(new { }, "one")).Status);
        Assert.Equal(200, (await host.PostAsync(new { }, "two")).Status);
        Assert.Equal(401, (await host.PostAsync(new { }, "three")).Status);
        Assert.Equal(200, (await host.PostAsync(new { }, "two", "second")).Status);
        Assert.Equal(200, (await host.PostAsync(new { }, "two", "hmac:second")).Status);
        Assert.Equal(401, (await host.PostAsync(new { }, "one", "second")).Status);
    }

    [Fact]
    public async Task Receive_OneBadEntry_DoesNotLoseTheOthers_AndUnknownOnesChangeNothing()
    {
        await using var host = new TestHost(b => b.AddHmac(Key));
        var ids = (await host.Client.SendAsync(TestHost.Request(null, [.. Enumerable.Range(0, 20).Select(i => $"p{i}@example.org")]))).Messages.Select(m => m.Id).ToList();
        await host.DispatchAsync();
        object[] events = [.. ids.Select((id, i) => i == 9 ? (object)new { kind = "Delivered" } : new { key = $"{i}", kind = i == 10 ? "Teleported" : "Delivered", @ref = new MessageReference(id, 0, 1).ToString() })];
        Assert.Equal(200, (await host.PostAsync(new { events })).Status);
        var statuses = await Task.WhenAll(ids.Select(async id => (await host.FindAsync(id)).Delivery.StatusAt(host.Now)));
        Assert.Equal(18, statuses.Count(s => s == DeliveryStatus.Delivered));
        Assert.Equal([DeliveryStatus.Sent, DeliveryStatus.Sent], statuses[9..11]);
        Assert.Equal(MessageEventKind.Other, Assert.Single((await host.FindAsync(ids[10])).Events).Kind);
    }

    [Fact]
    public async Task Receive_TheSameEventForAWeek_HasOneEffect()
    {
        await using var host = new TestHost(b => b.AddHmac(Key));
        var id = await host.SendAsync();
        await host.DispatchAsync();
        var key = new string('k', 300);
        for (var i = 0; i < 46; i++)
        {
            Assert.Equal(200, (await host.PostEventAsync(new { key, kind = "Opened", @ref = new MessageReference(id, 0, 1).ToString(), address = "lan@example.org", effect = "SoftBounce" })).Status);
            host.Clock.Advance(TimeSpan.FromHours(4));
            await host.SweepAsync();
        }

        var stored = await host.FindAsync(id);
        Assert.Equal(1, stored.Delivery.OpenCount);
        Assert.InRange(Assert.Single(stored.Events).EventKey.Length, 1, 100);
        Assert.Single(await host.Get<Messaging.Preferences.IContacts>().HistoryAsync(Messaging.Preferences.Contact.Address(MessageChannel.Email, "lan@example.org")));
    }

    [Fact]
    public async Task Receive_UnmatchedEventRepeatedAfterEightDays_IsForgottenAndHarmless()
    {
        await using var host = new TestHost(b => b.AddHmac(Key));
        await host.PostEventAsync(new { key = "1", kind = "Delivered", id = "nobody's" });
        host.Clock.Advance(TimeSpan.FromDays(7.9));
        await host.SweepAsync();
        Assert.Single(host.Get<InMemoryDatabase>().Events);
        host.Clock.Advance(TimeSpan.FromDays(0.2));
        await host.SweepAsync();
        Assert.Empty(host.Get<InMemoryDatabase>().Events);
    }

    [Fact]
    public async Task Receive_OpenedByMachine_IsNoOpenButProvesDelivery()
    {
        await using var host = new TestHost(b => b.AddHmac(Key));
        var id = await host.SendAsync();
        await host.DispatchAsync();
        await host.PostEventAsync(new { key = "1", kind = "OpenedByMachine", @ref = new MessageReference(id, 0, 1).ToString() });
        var delivery = (await host.FindAsync(id)).Delivery;
        Assert.Equal((DeliveryStatus.Delivered, 0, null), (delivery.StatusAt(host.Now), delivery.OpenCount, delivery.OpenedAt));
    }

    [Fact]
    public async Task Receive_OnATenantsAccount_ReachesThatTenantOnly()
    {
        var source = new AccountSource();
        await using var host = new TestHost(b => b.AddHmac(Key).Services.AddScoped<IConnectionSource>(_ => source));
        source.Accounts.Add(new ProviderAccount { Name = "hmac:a", Options = new HmacOptions { Key = "a" }, Tenant = "a" });
        source.Accounts.Add(new ProviderAccount { Name = "hmac:b", Options = new HmacOptions { Key = "b" }, Tenant = "b" });
        var (mine, theirs) = (await host.SendAsync(TestHost.Request() with { Tenant = "a" }), await host.SendAsync(TestHost.Request() with { Tenant = "b" }));
        await host.PostEventAsync(new { key = "early", kind = "Bounced", id = $"test-{theirs:N}" }, "a", "hmac:a");
        await host.DispatchAsync();
        foreach (var id in new[] { mine, theirs })
        {
            await host.PostAsync(
                new { events = new object[] { new { key = $"r{id}", kind = "Bounced", @ref = new MessageReference(id, 0, 1).ToString(), effect = "HardBounce" }, new { key = $"i{id}", kind = "Complained", id = $"test-{id:N}", effect = "Complaint" } } },
                "a", "hmac:a");
        }

        await host.SweepAsync();
        Assert.Equal(DeliveryStatus.Bounced, (await host.FindAsync(mine, "a")).Delivery.StatusAt(host.Now));
        var other = await host.FindAsync(theirs, "b");
        Assert.Equal((DeliveryStatus.Sent, null, 0), (other.Delivery.StatusAt(host.Now), other.Delivery.ComplainedAt, other.Events.Count));
        var suppressions = host.Get<Messaging.Preferences.ISuppressions>();
        Assert.NotEmpty(await suppressions.FindAsync(Messaging.Preferences.Contact.Address(MessageChannel.Email, "lan@example.org", "a")));
        Assert.Empty(await suppressions.FindAsync(Messaging.Preferences.Contact.Address(MessageChannel.Email, "lan@example.org", "b")));
        Assert.Equal(401, (await host.PostAsync(new { }, "b", "hmac:a")).Status);
        Assert.Equal(401, (await host.PostAsync(new { }, "a")).Status);
    }

    [Fact]
    public async Task Receive_AnotherTenantsEventKey_DoesNotUseUpOnesOwn()
    {
        var source = new AccountSource();
        await using var host = new TestHost(b => b.AddHmac(Key).Services.AddScoped<IConnectionSource>(_ => source));
        source.Accounts.Add(new ProviderAccount { Name = "hmac:a", Options = new HmacOptions { Key = "a" }, Tenant = "a" });
        source.Accounts.Add(new ProviderAccount { Name = "hmac:b", Options = new HmacOptions { Key = "b" }, Tenant = "b" });
        var id = await host.SendAsync(TestHost.Request() with { Tenant = "b" });
        await host.PostEventAsync(new { key = "same", kind = "Other" }, "a", "hmac:a");
        await host.PostEventAsync(new { key = "same", kind = "Delivered", @ref = new MessageReference(id, 0, 1).ToString() }, "b", "hmac:b");
        Assert.Equal(DeliveryStatus.Delivered, (await host.FindAsync(id, "b")).Delivery.StatusAt(host.Now));
    }

    [Fact]
    public async Task Receive_OnAnAccountThatChanged_UsesTheNewSecret_AndKeepsAParserAsLongAsItsVersion()
    {
        var source = new AccountSource();
        await using var host = new TestHost(b => b.AddHmac(Key).Services.AddScoped<IConnectionSource>(_ => source));
        var label = Guid.NewGuid().ToString("N");
        source.Accounts.Add(new ProviderAccount { Name = "hmac:a", Options = new HmacOptions { Key = "old", Label = label }, Version = "1" });
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(200, (await host.PostAsync(new { }, "old", "hmac:a")).Status);
        }

        Assert.Equal(1, HmacProvider.ParsersMade[label]);
        source.Accounts[0] = source.Accounts[0] with { Options = new HmacOptions { Key = "new", Label = label }, Version = "2" };
        host.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal((401, 200), ((await host.PostAsync(new { }, "old", "hmac:a")).Status, (await host.PostAsync(new { }, "new", "hmac:a")).Status));
        source.Accounts[0] = source.Accounts[0] with { IsEnabled = false };
        host.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(404, (await host.PostAsync(new { }, "new", "hmac:a")).Status);
    }

    [Fact]
    public async Task Receive_AccountWithoutItsSecret_IsNotServed_AndTheCheckNamesOptionAndCall()
    {
        await using var host = new TestHost(b => b.AddHmac(null));
        Assert.Equal(404, (await host.PostAsync(new { }, "")).Status);
        var receiver = host.Get<WebhookReceiver>();
        var problem = Assert.Throws<MessagingConfigurationException>(() => receiver.Check([]));
        Assert.Contains("'hmac'", problem.Message, StringComparison.Ordinal);
        Assert.Contains("HmacOptions.Key", problem.Message, StringComparison.Ordinal);
        Assert.Contains("AddWebhooks(", problem.Message, StringComparison.Ordinal);
        receiver.Check(["hmac"]);
    }

    [Fact]
    public async Task Receive_StoreDown_AsksToRepeat_AndTheRepeatIsApplied()
    {
        FailingEventStore? store = null;
        await using var host = new TestHost(b => b.AddHmac(Key).Services.AddSingleton<IEventStore>(s => store = new FailingEventStore(ActivatorUtilities.CreateInstance<InMemoryEventStore>(s))));
        var id = await host.SendAsync();
        await host.DispatchAsync();
        var entry = new { key = "1", kind = "Bounced", @ref = new MessageReference(id, 0, 1).ToString(), effect = "HardBounce" };
        _ = host.Get<IEventStore>();
        store!.IsDown = true;
        Assert.Equal(503, (await host.PostEventAsync(entry)).Status);
        store.IsDown = false;
        Assert.Equal(200, (await host.PostEventAsync(entry)).Status);
        Assert.Equal(DeliveryStatus.Bounced, (await host.FindAsync(id)).Delivery.StatusAt(host.Now));
    }

    [Fact]
    public async Task Receive_SourceThatFails_AsksToRepeat()
    {
        var source = new AccountSource { Failure = new IOException() };
        await using var host = new TestHost(b => b.AddHmac(Key).Services.AddScoped<IConnectionSource>(_ => source));
        Assert.Equal(500, (await host.PostAsync(new { }, "a", "hmac:a")).Status);
        Assert.Equal(200, (await host.PostAsync(new { })).Status);
    }

    [Fact]
    public async Task Receive_ManyAtOnce_AreWrittenInFewTransactions()
    {
        FailingEventStore? store = null;
        await using var host = new TestHost(b => b.AddHmac(Key).Services.AddSingleton<IEventStore>(s => store = new FailingEventStore(ActivatorUtilities.CreateInstance<InMemoryEventStore>(s))));
        var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => Task.Run(() => host.PostEventAsync(new { key = $"{i}", kind = "Delivered", id = "x" }))));
        Assert.All(answers, a => Assert.Equal(200, a.Status));
        Assert.Equal(500, host.Get<InMemoryDatabase>().Events.Count);
        Assert.InRange(store!.Writes, 1, 499);
    }
}
