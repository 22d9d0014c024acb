using Messaging.Core.Tests.Support;
using Messaging.Preferences;
using Messaging.Storage;
using Messaging.Storage.InMemory;
using Messaging.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Messaging.Core.Tests.Planning;

/// <summary>A push to a person goes to each of their devices, and asks for them no more than once.</summary>
public sealed class DevicePlanTests
{
    private static readonly Contact Lan = Contact.Person("lan");

    private readonly RecordingChannelAdapter _push = new();

    [Fact]
    public async Task Push_ToAPerson_GoesToEveryDevice()
    {
        await using var host = await HostAsync("phone", "tablet", "watch");
        Assert.True(await host.Get<IDevices>().UnregisterAsync(Lan, "watch"));
        var receipt = await host.Client.SendAsync(Request("lan"));
        Assert.Equal([(MessageChannel.Push, "lan", DecisionCode.SendNow), (MessageChannel.Push, "lan", DecisionCode.SendNow)], receipt.Messages.Select(m => (m.Channel, m.RecipientId, m.Code)));
        Assert.Empty(receipt.LeftOut);
        await host.DispatchAsync();
        Assert.Equal(["phone", "tablet"], _push.Sent.Select(m => m.Address).Order());
    }

    [Fact]
    public async Task Push_AddressGiven_Wins()
    {
        await using var host = await HostAsync("phone");
        await host.Client.SendAsync(Request(new Recipient { Id = "lan", Addresses = new Dictionary<MessageChannel, string> { [MessageChannel.Push] = "given" } }));
        await host.DispatchAsync();
        Assert.Equal("given", Assert.Single(_push.Sent).Address);
    }

    [Fact]
    public async Task Push_NoDevice_IsSuppressedWithFacts()
    {
        await using var host = await HostAsync("phone");
        await host.Get<IDevices>().RetireAsync("phone");
        var receipt = await host.Client.SendAsync(Request("lan") with { Channels = [MessageChannel.Push, MessageChannel.InApp] });
        Assert.Equal((MessageChannel.Push, DecisionCode.SuppressNoAddress, "the person has no registered device"), (receipt.LeftOut[0].Channel, receipt.LeftOut[0].Code, receipt.LeftOut[0].Facts));
        var alone = await host.Client.ExplainAsync(Request("lan"));
        Assert.Equal((DecisionCode.SuppressNoAddress, "the person has no registered device"), (Assert.Single(alone.Messages).Code, alone.Messages[0].Facts));
    }

    [Fact]
    public async Task Push_ToAnotherTypeOrTenantOrNobody_FindsNoDevice()
    {
        await using var host = await HostAsync("phone");
        foreach (var request in new[] { Request(new Recipient { Id = "lan", Type = "user" }), Request("lan") with { Tenant = "other" }, Request(new Recipient { Email = "lan@example.org" }) })
        {
            Assert.Equal(DecisionCode.SuppressNoAddress, Assert.Single((await host.Client.SendAsync(request)).Messages).Code);
        }
    }

    [Fact]
    public async Task Push_OneDeviceSuppressed_GoesToTheOthers_AndTheReceiptSaysSo()
    {
        await using var host = await HostAsync("phone", "tablet");
        await host.Get<ISuppressions>().ReportAsync(new SuppressionReport { Contact = Contact.Address(MessageChannel.Push, "tablet"), Reason = SuppressionReason.Manual });
        var receipt = await host.Client.SendAsync(Request("lan"));
        Assert.Equal(DecisionCode.SendNow, Assert.Single(receipt.Messages).Code);
        Assert.Equal((MessageChannel.Push, DecisionCode.SuppressAddress), (Assert.Single(receipt.LeftOut).Channel, receipt.LeftOut[0].Code));
        await host.Get<IOptOuts>().OptOutAsync(Lan, MessageChannel.Push, "profile");
        var refused = await host.Client.SendAsync(Request("lan"));
        Assert.Equal(DecisionCode.SuppressAddress, Assert.Single(refused.Messages).Code);
        Assert.Equal(DecisionCode.SuppressOptedOut, Assert.Single(refused.LeftOut).Code);
    }

    [Fact]
    public async Task FirstAvailable_PushIsOneChannel()
    {
        await using var host = await HostAsync("phone", "tablet");
        var first = await host.Client.SendAsync(Request(Mailed("lan")) with { Channels = [MessageChannel.Push, MessageChannel.Email], Routing = Routing.FirstAvailable });
        Assert.Equal([MessageChannel.Push, MessageChannel.Push], first.Messages.Select(m => m.Channel));
        Assert.Equal((MessageChannel.Email, DecisionCode.SuppressNotChosen), (Assert.Single(first.LeftOut).Channel, first.LeftOut[0].Code));
        var second = await host.Client.SendAsync(Request(Mailed("lan")) with { Channels = [MessageChannel.Email, MessageChannel.Push], Routing = Routing.FirstAvailable });
        Assert.Equal(MessageChannel.Email, Assert.Single(second.Messages).Channel);
        Assert.Equal(2, second.LeftOut.Count);
        var none = await host.Client.SendAsync(Request(Mailed("duc")) with { Channels = [MessageChannel.Push, MessageChannel.Email], Routing = Routing.FirstAvailable });
        Assert.Equal(MessageChannel.Email, Assert.Single(none.Messages).Channel);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Chain_GoesToTheDeviceSeenLast(bool pushFirst)
    {
        await using var host = await HostAsync("phone", "tablet");
        await host.Get<ISuppressions>().ReportAsync(new SuppressionReport { Contact = Contact.Address(MessageChannel.Push, "tablet"), Reason = SuppressionReason.Manual });
        var quarter = TimeSpan.FromMinutes(15);
        var routing = pushFirst
            ? Routing.Fallback(new FallbackStep(MessageChannel.Push), new FallbackStep(MessageChannel.Email, FallbackWhen.NotDelivered, quarter))
            : Routing.Fallback(new FallbackStep(MessageChannel.Email), new FallbackStep(MessageChannel.Push, FallbackWhen.NotDelivered, quarter));
        await host.Get<IDevices>().RegisterAsync(Registration(Lan, "old"));
        await host.Get<IDevices>().RegisterAsync(Registration(Lan, "phone"));
        var receipt = await host.Client.SendAsync(Request(Mailed("lan")) with { Channels = [], Routing = routing });
        Assert.Equal(pushFirst ? [MessageChannel.Push, MessageChannel.Email] : [MessageChannel.Email, MessageChannel.Push], receipt.Messages.Select(m => m.Channel));
        Assert.Equal([DecisionCode.SendNow, DecisionCode.DeferFallback], receipt.Messages.Select(m => m.Code));
        Assert.Equal(2, receipt.LeftOut.Count);
        Assert.Contains(receipt.LeftOut, l => l.Code == DecisionCode.SuppressNotChosen && l.Facts == "a chain goes to the device seen last");
        var (first, second) = (await host.FindAsync(receipt.Messages[0].Id), await host.FindAsync(receipt.Messages[1].Id));
        Assert.Equal((first.Message.Id, first.Message.Id, 0, 1), (first.Message.FirstId, second.Message.FirstId, (int)first.Message.Step, (int)second.Message.Step));
        await host.DispatchAsync();
        host.Clock.Advance(quarter);
        await host.DispatchAsync();
        Assert.Single(_push.Sent);
        Assert.Single(host.Email.Sent);
        Assert.NotEqual("tablet", _push.Sent[0].Address);
    }

    [Fact]
    public async Task Preferred_PushForTheType_GoesToTheDevices()
    {
        await using var host = await HostAsync("phone", "tablet");
        await host.Get<IPreferences>().UpdateAsync(Lan, new PreferenceChange { ChannelsByType = new Dictionary<string, IReadOnlyList<MessageChannel>?> { ["news"] = [MessageChannel.Push] } });
        Assert.Equal(2, (await host.Client.SendAsync(Request("lan") with { Channels = [], Type = "news" })).Messages.Count);
    }

    [Fact]
    public async Task SameKey_AnotherDeviceMeanwhile_IsStillTheFirstReceipt()
    {
        await using var host = await HostAsync("phone", "tablet");
        var request = Request("lan") with { IdempotencyKey = "k" };
        var first = await host.Client.SendAsync(request);
        await host.Get<IDevices>().RegisterAsync(Registration(Lan, "watch"));
        var again = await host.Client.SendAsync(request);
        Assert.True(again.IsDuplicate);
        Assert.Equal(first.Messages, again.Messages);
        Assert.Equal(2, first.Messages.Select(m => m.Id).Distinct().Count());
    }

    [Fact]
    public async Task SendMany_GoesToTheDevicesOfAll_WithOneLookUpPerPage()
    {
        var store = new CountingDeviceStore();
        await using var host = await HostAsync(store, []);
        for (var i = 0; i < 1_200; i += 2)
        {
            await host.Get<IDevices>().RegisterAsync(Registration(Contact.Person($"p{i}"), $"phone{i}"));
            await host.Get<IDevices>().RegisterAsync(Registration(Contact.Person($"p{i}"), $"tablet{i}"));
        }

        var receipt = await host.Client.SendManyAsync(Request() with { IdempotencyKey = "many" }, People(1_200));
        Assert.Equal((1_200L, 1_200L, 600L), (receipt.Recipients, receipt.Messages, receipt.Suppressed[DecisionCode.SuppressNoAddress]));
        Assert.Equal(2, store.LookUps);
    }

    [Fact]
    public async Task LookUp_HappensOnlyForAPushWhoseAddressIsOpen()
    {
        var store = new CountingDeviceStore();
        await using var host = await HostAsync(store, "phone");
        await host.Client.SendAsync(Request(Mailed("lan")) with { Channels = [MessageChannel.Email, MessageChannel.InApp] });
        await host.Client.SendAsync(Request(Mailed("lan")) with { Channels = [] });
        await host.Client.SendAsync(Request(new Recipient { Id = "lan", Addresses = new Dictionary<MessageChannel, string> { [MessageChannel.Push] = "given" } }));
        await host.Client.SendAsync(Request(new Recipient { Email = "lan@example.org" }));
        Assert.Equal(0, store.LookUps);
        await host.Client.SendAsync(Request("lan", "duc", "lan"));
        Assert.Equal(1, store.LookUps);
    }

    [Fact]
    public async Task WithoutAddDevices_NothingIsLookedFor()
    {
        var store = new CountingDeviceStore();
        await using var host = new TestHost(b =>
        {
            b.AddChannel("push", MessageChannel.Push, _ => _push);
            b.Services.Replace(ServiceDescriptor.Singleton<IDeviceStore>(store));
        });
        var explained = await host.Client.ExplainAsync(Request("lan"));
        Assert.Equal((DecisionCode.SuppressNoAddress, null), (Assert.Single(explained.Messages).Code, explained.Messages[0].Facts));
        Assert.Equal(0, store.LookUps);
    }

    [Fact]
    public async Task Source_ThatDoesNotKnowThePerson_IsBelieved()
    {
        await using var host = await HostAsync("phone");
        await using var strict = new TestHost(b => b.AddChannel("push", MessageChannel.Push, _ => _push).AddDevices().AddRecipientSource<Nobody>());
        await strict.Get<IDevices>().RegisterAsync(Registration(Lan, "phone"));
        Assert.Equal(DecisionCode.SuppressUnknownRecipient, Assert.Single((await strict.Client.SendAsync(Request("lan"))).Messages).Code);
    }

    [Fact]
    public async Task Explain_ShowsEachDevice_WithoutItsToken()
    {
        await using var host = await HostAsync("phone-token", "tablet-token");
        var explained = await host.Client.ExplainAsync(Request("lan"));
        Assert.Equal(2, explained.Messages.Count);
        var channels = Assert.Single(explained.Recipients).Channels;
        var seen = (await host.Get<IDevices>().ListAsync(Lan)).Select(d => d.SeenAt).ToList();
        Assert.Equal(
            [$"device 1 of 2, Android guest-app, seen {seen[0]:O}", $"device 2 of 2, Android guest-app, seen {seen[1]:O}"],
            channels.Select(c => c.Checks.Single(k => k.Rule == "address").Facts));
        Assert.DoesNotContain(channels.SelectMany(c => c.Checks), c => c.Facts?.Contains("token", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Resend_GoesToTheSameDevice()
    {
        await using var host = await HostAsync("phone", "tablet");
        var sent = await host.Client.SendAsync(Request("lan"));
        await host.Client.ResendAsync(sent.Messages[1].Id);
        await host.DispatchAsync();
        Assert.Equal(["phone", "phone", "tablet"], _push.Sent.Select(m => m.Address).Order());
    }

    private static async IAsyncEnumerable<Recipient> People(int count)
    {
        await Task.CompletedTask;
        for (var i = 0; i < count; i++)
        {
            yield return $"p{i}";
        }
    }

    private static Recipient Mailed(string id) => new() { Id = id, Email = $"{id}@example.org" };

    private static MessageRequest Request(params Recipient[] to) => TestHost.Request() with { To = to, Channels = [MessageChannel.Push] };

    private static DeviceRegistration Registration(Contact person, string token) => new() { Person = person, Token = token, Platform = DevicePlatform.Android, App = "guest-app" };

    private Task<TestHost> HostAsync(params string[] tokens) => HostAsync(null, tokens);

    // The first token was seen first.
    private async Task<TestHost> HostAsync(IDeviceStore? store, params string[] tokens)
    {
        var host = new TestHost(b =>
        {
            b.AddChannel("push", MessageChannel.Push, _ => _push).AddInApp().AddDevices();
            if (store is not null)
            {
                b.Services.Replace(ServiceDescriptor.Singleton(store));
            }
        });
        foreach (var token in tokens)
        {
            await host.Get<IDevices>().RegisterAsync(Registration(Lan, token));
            host.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        return host;
    }

    private sealed class Nobody : IRecipientSource
    {
        public Task<IReadOnlyDictionary<string, IReadOnlyList<Recipient>>> FindAsync(RecipientQuery query, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<string, IReadOnlyList<Recipient>>>(new Dictionary<string, IReadOnlyList<Recipient>>());
    }

    private sealed class CountingDeviceStore : IDeviceStore
    {
        private readonly InMemoryDeviceStore _devices = new(new InMemoryDatabase());

        public int LookUps { get; private set; }

        public Task RegisterAsync(Device device, CancellationToken cancellationToken) => _devices.RegisterAsync(device, cancellationToken);

        public Task<int> PruneAsync(DateTimeOffset retiredBefore, int limit, CancellationToken cancellationToken) => _devices.PruneAsync(retiredBefore, limit, cancellationToken);

        public Task<bool> RetireAsync(Guid id, Guid? contactId, DateTimeOffset? asOf, DateTimeOffset now, CancellationToken cancellationToken) =>
            _devices.RetireAsync(id, contactId, asOf, now, cancellationToken);

        public Task<IReadOnlyList<Device>> ReadAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => _devices.ReadAsync(ids, cancellationToken);

        public Task<IReadOnlyList<Device>> FindDevicesAsync(IReadOnlyCollection<Guid> people, CancellationToken cancellationToken)
        {
            LookUps++;
            return _devices.FindDevicesAsync(people, cancellationToken);
        }
    }
}
