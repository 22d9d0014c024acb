using Messaging.Channels;
using Messaging.Contacts;
using Messaging.Core.Tests.Support;
using Messaging.Inbound;
using Messaging.Messages;
using Messaging.Preferences;
using Messaging.TestTools.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Core.Tests.Inbound;

public sealed class InboundTests
{
    [Fact]
    public async Task Inbound_Text_IsStoredOnceWithItsWriterAndTheMessageItAnswers()
    {
        await using var host = new InboundTestHost();
        var sent = await host.SendAsync("c-1");
        var received = await host.ReceiveAsync("See you\0 at 3");
        Assert.Equal(("c-1", "customer", sent, "See you\uFFFD at 3", InboundTestHost.Ours), (received.RecipientId, received.RecipientType, received.MessageId, received.Text, received.To));
        Assert.Equal((InboundState.Stored, OptOutMeaning.None), (received.State, received.Meaning));
        Assert.Equal(await host.Host.Get<IContacts>().GetIdAsync(Contact.Address(MessageChannel.Sms, InboundTestHost.Phone)), received.ContactId);
        await host.ReceiveAsync("See you at 3", key: received.EventKey);
        Assert.Single(await host.AllAsync());
    }

    [Fact]
    public async Task Inbound_AnswerToANamedMessage_IsFromItsRecipientAndTenant()
    {
        await using var host = new InboundTestHost();
        var first = await host.SendAsync("c-1", tenant: "north");
        await host.Host.DispatchAsync();
        await host.SendAsync("c-2", tenant: "south");
        var received = await host.ReceiveAsync("Yes please", inReplyTo: $"test-{first:N}");
        Assert.Equal(("north", "c-1", first), (received.TenantId, received.RecipientId, received.MessageId));
    }

    [Fact]
    public async Task Inbound_ToAMappedNumber_BelongsToItsTenantWhateverWasSentByOthers()
    {
        await using var host = new InboundTestHost(o => o.TenantOf = (channel, to) => channel == MessageChannel.Sms && to == InboundTestHost.Ours ? "north" : null);
        var mine = await host.SendAsync("c-1", tenant: "north");
        await host.SendAsync("c-2", tenant: "south");
        var received = await host.ReceiveAsync("Hello");
        Assert.Equal(("north", "c-1", mine), (received.TenantId, received.RecipientId, received.MessageId));
    }

    [Fact]
    public async Task Inbound_OnATenantsAccount_NeverFindsAnotherTenantsMessage()
    {
        var source = new AccountSource();
        source.Accounts.Add(new ProviderAccount { Name = "hmac:a", Options = new HmacOptions { Key = "hmac:a" }, Tenant = "a" });
        await using var host = new InboundTestHost(more: b => b.Services.AddScoped<IConnectionSource>(_ => source));
        var theirs = await host.SendAsync("c-2", tenant: "b");
        await host.Host.DispatchAsync();
        var received = await host.ReceiveAsync("STOP", inReplyTo: $"test-{theirs:N}", connection: "hmac:a");
        Assert.Equal(("a", "", null), (received.TenantId, received.RecipientId, received.MessageId));
        Assert.Equal(OptOutMeaning.OptOut, received.Meaning);
        Assert.Equal(DeliveryStatus.Queued, (await host.Host.FindAsync(await host.SendAsync("c-2", tenant: "b"), "b")).Delivery.StatusAt(host.Host.Now));
        Assert.Equal(DeliveryStatus.Suppressed, (await host.Host.FindAsync(await host.SendAsync("c-2", tenant: "a"), "a")).Delivery.StatusAt(host.Host.Now));
    }

    [Fact]
    public async Task Inbound_FromSomebodyUnknown_AsksTheHost()
    {
        await using var host = new InboundTestHost(more: b => b.Services.AddScoped<IInboundRecipients, AskedRecipients>());
        Assert.Equal(("asked", "lead"), ((await host.ReceiveAsync("Hello")).RecipientId, (await host.ReceiveAsync("Hello again")).RecipientType));
        Assert.Equal("", (await host.ReceiveAsync("boom")).RecipientId);
    }

    [Fact]
    public async Task Inbound_EveryText_OpensTheWindowOfItsChannelAndNumber()
    {
        await using var host = new InboundTestHost();
        await host.ReceiveAsync("Hello");
        host.Host.Clock.Advance(TimeSpan.FromHours(1));
        await host.ReceiveAsync("Hello again");
        var state = await host.Host.Get<ContactWriter>().ReadAsync(Contact.Address(MessageChannel.WhatsApp, InboundTestHost.Phone), default);
        Assert.Equal(host.Host.Now, state.LastInboundAt(MessageChannel.Sms, InboundTestHost.Ours));
        Assert.Equal(host.Host.Now, state.LastInboundAt(MessageChannel.Sms));
        Assert.Null(state.LastInboundAt(MessageChannel.Sms, "+15550000000"));
        Assert.Null(state.LastInboundAt(MessageChannel.WhatsApp));
        Assert.Empty(await host.Host.Get<IContacts>().HistoryAsync(Contact.Address(MessageChannel.Sms, InboundTestHost.Phone)));
    }

    [Fact]
    public void ContactState_WithManyReceivingAddresses_KeepsTheNewestTwenty_AndIsReadBack()
    {
        var now = new DateTimeOffset(2030, 1, 15, 12, 0, 0, TimeSpan.Zero);
        var state = Enumerable.Range(0, 30).Aggregate(ContactState.Empty, (s, i) => s.WithInbound(MessageChannel.Sms, $"n{i}", now.AddMinutes(i)));
        Assert.Equal(20, state.Inbound.Count);
        Assert.Null(state.LastInboundAt(MessageChannel.Sms, "n9"));
        Assert.Equal(now.AddMinutes(29), ContactState.Parse(state.ToJson()).LastInboundAt(MessageChannel.Sms));
        Assert.Same(state, state.WithInbound(MessageChannel.Sms, "n29", now));
        Assert.Empty(ContactState.Parse("{}").Inbound);
    }

    [Fact]
    public async Task Inbound_FromNoAddressOfItsChannel_IsStoredAndNobodysWord()
    {
        await using var host = new InboundTestHost();
        var received = await host.ReceiveAsync("STOP", from: "AMAZON");
        Assert.Equal((null, OptOutMeaning.None, "AMAZON"), (received.ContactId, received.Meaning, received.From));
    }

    [Fact]
    public async Task Inbound_WithoutAddInbound_IsNotKeptButObeyed()
    {
        await using var host = new TestHost(b => b.AddHmac(WebhookHostExtensions.Key));
        var phone = Contact.Address(MessageChannel.Sms, InboundTestHost.Phone);
        async Task WriteAsync(string key, string text) =>
            Assert.Equal(200, (await host.PostTextAsync(new { key, from = InboundTestHost.Phone, to = InboundTestHost.Ours, text })).Status);
        await WriteAsync("1", "STOP");
        Assert.Single((await host.Get<ContactWriter>().ReadAsync(phone, default)).OptOuts);
        await WriteAsync("2", "START");
        await WriteAsync("1", "STOP");
        Assert.Empty((await host.Get<ContactWriter>().ReadAsync(phone, default)).OptOuts);
    }

    private sealed class AskedRecipients : IInboundRecipients
    {
        public ValueTask<Recipient?> FindAsync(InboundMessage message, CancellationToken cancellationToken) =>
            message.Text == "boom" ? throw new IOException() : new(new Recipient { Id = "asked", Type = "lead" });
    }
}
