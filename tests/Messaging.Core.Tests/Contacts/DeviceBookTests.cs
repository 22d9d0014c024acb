using Messaging.Core.Tests.Support;
using Messaging.Preferences;
using Messaging.Storage;
using Messaging.Storage.InMemory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Messaging.Core.Tests.Contacts;

/// <summary>A device belongs to whoever signed in last, and is forgotten when they sign out or the provider says that it is gone.</summary>
public sealed class DeviceBookTests
{
    private static readonly Contact Lan = Contact.Person("lan", "customer");
    private static readonly Contact Duc = Contact.Person("duc", "customer");

    [Fact]
    public async Task Register_ReturnsWhatListShows_TheOneSeenLastFirst()
    {
        await using var host = Host();
        var devices = host.Get<IDevices>();
        var phone = await devices.RegisterAsync(Registration(Lan, "phone"));
        host.Clock.Advance(TimeSpan.FromDays(1));
        var tablet = await devices.RegisterAsync(Registration(Lan, "tablet") with { Platform = DevicePlatform.Ios, App = null! });
        Assert.Equal([tablet, phone], await devices.ListAsync(Lan));
        Assert.Equal(("customer", "lan", "phone", DevicePlatform.Android, "guest-app"), (phone.PersonType, phone.PersonId, phone.Token, phone.Platform, phone.App));
        Assert.Equal(await host.Get<IContacts>().GetIdAsync(Contact.Address(MessageChannel.Push, "phone")), phone.Id);
        host.Clock.Advance(TimeSpan.FromDays(1));
        await devices.RegisterAsync(Registration(Lan, "phone"));
        Assert.Equal([("phone", host.Now), ("tablet", tablet.SeenAt)], (await devices.ListAsync(Lan)).Select(d => (d.Token, d.SeenAt)));
    }

    [Fact]
    public async Task Register_ForAnotherPerson_MovesTheDevice_AndTheFirstCannotSignItOut()
    {
        await using var host = Host();
        var devices = host.Get<IDevices>();
        await devices.RegisterAsync(Registration(Lan, "phone"));
        await devices.RegisterAsync(Registration(Duc, "phone"));
        Assert.False(await devices.UnregisterAsync(Lan, "phone"));
        Assert.Empty(await devices.ListAsync(Lan));
        Assert.Equal("duc", Assert.Single(await devices.ListAsync(Duc)).PersonId);
        Assert.True(await devices.UnregisterAsync(Duc, "phone"));
        Assert.False(await devices.UnregisterAsync(Duc, "phone"));
        Assert.Empty(await devices.ListAsync(Duc));
    }

    [Fact]
    public async Task Register_InTwoTenants_AreTwoDevices()
    {
        await using var host = Host();
        var devices = host.Get<IDevices>();
        var elsewhere = Contact.Person("lan", "customer", "other");
        await devices.RegisterAsync(Registration(Lan, "phone"));
        await devices.RegisterAsync(Registration(elsewhere, "phone"));
        Assert.True(await devices.RetireAsync("phone", "other"));
        Assert.Single(await devices.ListAsync(Lan));
        Assert.Empty(await devices.ListAsync(elsewhere));
        Assert.Empty(await devices.ListAsync(Contact.Hashed(await host.Get<IContacts>().GetIdAsync(Lan), "other")));
    }

    [Fact]
    public async Task Retire_AppliesToWhatWasSeenBefore_AndLastsUntilTheNextRegistration()
    {
        await using var host = Host();
        var devices = host.Get<IDevices>();
        var called = host.Now;
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await devices.RegisterAsync(Registration(Lan, "phone"));
        Assert.False(await devices.RetireAsync("phone", asOf: called));
        Assert.Single(await devices.ListAsync(Lan));
        Assert.True(await devices.RetireAsync("phone", asOf: host.Now));
        Assert.False(await devices.RetireAsync("phone"));
        Assert.False(await devices.RetireAsync("never-seen"));
        Assert.Empty(await devices.ListAsync(Lan));
        Assert.All(host.Get<InMemoryDatabase>().Devices.Values, d => Assert.Equal("", d.Token));
        await devices.RegisterAsync(Registration(Lan, "phone"));
        Assert.Single(await devices.ListAsync(Lan));
    }

    [Theory]
    [InlineData("", "Token")]
    [InlineData("with space", "Token")]
    [InlineData("ü", "Token")]
    [InlineData("long", "Token")]
    [InlineData("address", "Person")]
    [InlineData("hash", "Person")]
    [InlineData("platform", "Platform")]
    [InlineData("app", "App")]
    [InlineData("id", "PersonId")]
    public async Task Register_Wrong_IsATypedErrorWithoutTheToken_AndNothingIsStored(string wrong, string target)
    {
        await using var host = Host();
        var registration = wrong switch
        {
            "address" => Registration(Contact.Address(MessageChannel.Email, "lan@example.org"), "phone"),
            "hash" => Registration(Contact.Hashed(Guid.NewGuid()), "phone"),
            "platform" => Registration(Lan, "phone") with { Platform = default },
            "app" => Registration(Lan, "phone") with { App = "a\nb" },
            "id" => Registration(Contact.Person(new string('x', 101)), "phone"),
            "long" => Registration(Lan, new string('x', 4097)),
            _ => Registration(Lan, wrong),
        };
        var error = await Assert.ThrowsAsync<InvalidMessageException>(() => host.Get<IDevices>().RegisterAsync(registration));
        Assert.Equal(target, Assert.Single(error.Errors).Target);
        Assert.DoesNotContain("with space", error.Message, StringComparison.Ordinal);
        Assert.Empty(host.Get<InMemoryDatabase>().Devices);
    }

    [Fact]
    public async Task OtherCalls_Wrong_AreTypedErrors()
    {
        await using var host = Host();
        var devices = host.Get<IDevices>();
        await Assert.ThrowsAsync<InvalidMessageException>(() => devices.UnregisterAsync(Lan, ""));
        await Assert.ThrowsAsync<InvalidMessageException>(() => devices.UnregisterAsync(Contact.Address(MessageChannel.Push, "phone"), "phone"));
        await Assert.ThrowsAsync<InvalidMessageException>(() => devices.RetireAsync(null!));
        await Assert.ThrowsAsync<InvalidMessageException>(() => devices.ListAsync(Contact.Address(MessageChannel.Push, "phone")));
    }

    [Fact]
    public async Task Register_OneTokenByManyAtOnce_BelongsToOne()
    {
        await using var host = Host();
        Assert.Equal(1, await RaceAsync(host));
    }

    [Fact]
    public async Task Register_OnAStoreWithoutTheGuard_BelongsToAll()
    {
        await using var host = Host(b => b.Services.Replace(ServiceDescriptor.Singleton<IDeviceStore, CarelessDeviceStore>()));
        Assert.Equal(CarelessDeviceStore.Racers, await RaceAsync(host));
    }

    [Fact]
    public async Task Device_Printed_ShowsNoToken()
    {
        await using var host = Host();
        var registration = Registration(Lan, "secret-token");
        var device = await host.Get<IDevices>().RegisterAsync(registration);
        Assert.DoesNotContain("secret-token", $"{registration} {device}", StringComparison.Ordinal);
    }

    private static async Task<int> RaceAsync(TestHost host)
    {
        var devices = host.Get<IDevices>();
        var people = Enumerable.Range(0, CarelessDeviceStore.Racers).Select(i => Contact.Person($"p{i}")).ToList();
        await Task.WhenAll(people.Select(p => Task.Run(() => devices.RegisterAsync(Registration(p, "phone")))));
        return (await Task.WhenAll(people.Select(p => devices.ListAsync(p)))).Sum(l => l.Count);
    }

    private static DeviceRegistration Registration(Contact person, string token) => new() { Person = person, Token = token, Platform = DevicePlatform.Android, App = "guest-app" };

    private static TestHost Host(Action<MessagingBuilder>? configure = null) => new(b =>
    {
        b.AddDevices().AddDevices();
        configure?.Invoke(b);
    });
}
