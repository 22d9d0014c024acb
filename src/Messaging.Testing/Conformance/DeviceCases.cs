using System.Security.Cryptography;
using Messaging.Preferences;
using Messaging.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Testing.Conformance;

/// <summary>Devices: a token belongs to one person whoever registers it at the same time, what is retired is not found until it is registered anew, and a person keeps no more than the limit.</summary>
internal static class DeviceCases
{
    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("Devices_Registered_AreFoundTheOneSeenLastFirst", async services =>
        {
            var (store, now) = Of(services);
            var (lan, duc) = (NewId(), NewId());
            var first = NewDevice(lan, now) with { TenantId = "t", PersonType = "customer", Token = new string('x', 4096), App = "ü" };
            var second = NewDevice(lan, now.AddSeconds(1)) with { Platform = DevicePlatform.Ios };
            var other = NewDevice(duc, now) with { Platform = DevicePlatform.Web };
            await RegisterAsync(store, second, first, other).ConfigureAwait(false);
            var found = (await store.FindDevicesAsync([duc, lan, NewId()], default).ConfigureAwait(false)).ToLookup(d => d.ContactId);
            Expect.Sequence([second, first], found[lan]);
            Expect.Sequence([other], found[duc]);
            Expect.SameItems([first, other], await store.ReadAsync([first.Id, other.Id, NewId()], default).ConfigureAwait(false));
        }),
        new("Devices_RegisteredForAnother_MoveToThem", async services =>
        {
            var (store, now) = Of(services);
            var device = NewDevice(NewId(), now);
            var moved = device with { ContactId = NewId(), PersonId = "duc", PersonType = "user", Platform = DevicePlatform.Web, App = "other", SeenAt = now.AddMinutes(1) };
            await RegisterAsync(store, device, moved).ConfigureAwait(false);
            Expect.Sequence([moved], await store.FindDevicesAsync([device.ContactId, moved.ContactId], default).ConfigureAwait(false));
        }),
        new("Devices_Retired_ForgetTheirTokenUntilTheyAreRegisteredAnew", async services =>
        {
            var (store, now) = Of(services);
            var device = NewDevice(NewId(), now);
            await store.RegisterAsync(device, default).ConfigureAwait(false);
            Expect.True(!await store.RetireAsync(device.Id, null, now.AddMilliseconds(-1), now, default).ConfigureAwait(false));
            Expect.True(!await store.RetireAsync(device.Id, NewId(), null, now, default).ConfigureAwait(false));
            Expect.True(!await store.RetireAsync(NewId(), null, null, now, default).ConfigureAwait(false));
            Expect.True(await store.RetireAsync(device.Id, device.ContactId, now, now, default).ConfigureAwait(false));
            Expect.True(!await store.RetireAsync(device.Id, null, null, now, default).ConfigureAwait(false));
            Expect.Equal(0, (await store.FindDevicesAsync([device.ContactId], default).ConfigureAwait(false)).Count);
            Expect.Sequence([device with { Token = "", RetiredAt = now }], await store.ReadAsync([device.Id], default).ConfigureAwait(false));
            await store.RegisterAsync(device, default).ConfigureAwait(false);
            Expect.Sequence([device], await store.FindDevicesAsync([device.ContactId], default).ConfigureAwait(false));
        }),
        new("Devices_Pruned_GoLongAfterTheyWereRetired", async services =>
        {
            var (store, now) = Of(services);
            var (old, recent, used) = (NewDevice(NewId(), now), NewDevice(NewId(), now), NewDevice(NewId(), now));
            await RegisterAsync(store, old, recent, used).ConfigureAwait(false);
            Expect.True(await store.RetireAsync(old.Id, null, null, now.AddDays(-100), default).ConfigureAwait(false));
            Expect.True(await store.RetireAsync(recent.Id, null, null, now.AddDays(-80), default).ConfigureAwait(false));
            while (await store.PruneAsync(now.AddDays(-90), 1, default).ConfigureAwait(false) > 0)
            {
            }

            Expect.SameItems([recent.Id, used.Id], (await store.ReadAsync([old.Id, recent.Id, used.Id], default).ConfigureAwait(false)).Select(d => d.Id));
        }),
        new("Devices_TooMany_LoseTheRetiredFirstThenTheOldest", async services =>
        {
            var (store, now) = Of(services);
            var person = NewId();
            var devices = Enumerable.Range(0, Device.MaxPerPerson).Select(i => NewDevice(person, now.AddMinutes(i))).ToList();
            await RegisterAsync(store, [.. devices]).ConfigureAwait(false);
            Expect.True(await store.RetireAsync(devices[5].Id, null, null, now, default).ConfigureAwait(false));

            // Seen before all others, and kept all the same: it was registered just now.
            await RegisterAsync(store, NewDevice(person, now.AddMinutes(-1))).ConfigureAwait(false);
            Expect.Equal(0, (await store.ReadAsync([devices[5].Id], default).ConfigureAwait(false)).Count);
            Expect.Equal(Device.MaxPerPerson, (await store.FindDevicesAsync([person], default).ConfigureAwait(false)).Count);
            await RegisterAsync(store, NewDevice(person, now.AddHours(1)), NewDevice(person, now.AddHours(2))).ConfigureAwait(false);
            var kept = await store.FindDevicesAsync([person], default).ConfigureAwait(false);
            Expect.Equal((Device.MaxPerPerson, devices[1].Id), (kept.Count, kept[^1].Id));
        }),
        new("Devices_OneTokenRegisteredFromManyThreads_BelongsToOnePerson", async services =>
        {
            var (store, now) = Of(services);
            var device = NewDevice(NewId(), now);
            var rivals = Enumerable.Range(0, 8).Select(_ => device with { ContactId = NewId(), PersonId = Convert.ToHexString(RandomNumberGenerator.GetBytes(4)) }).ToList();
            await Task.WhenAll(rivals.Select(r => Task.Run(() => store.RegisterAsync(r, default)))).ConfigureAwait(false);
            var found = await store.FindDevicesAsync([.. rivals.Select(r => r.ContactId)], default).ConfigureAwait(false);
            Expect.Equal(1, found.Count);
            Expect.True(rivals.Contains(found[0]));
        }),
        new("Devices_OfOnePersonRegisteredFromManyThreads_AreNoMoreThanTheLimit", async services =>
        {
            var (store, now) = Of(services);
            var person = NewId();
            var devices = Enumerable.Range(0, Device.MaxPerPerson + 8).Select(i => NewDevice(person, now.AddSeconds(i))).ToList();
            await RegisterAsync(store, [.. devices.Take(Device.MaxPerPerson - 1)]).ConfigureAwait(false);
            await Task.WhenAll(devices.Skip(Device.MaxPerPerson - 1).Select(d => Task.Run(() => store.RegisterAsync(d, default)))).ConfigureAwait(false);
            Expect.Equal(Device.MaxPerPerson, (await store.ReadAsync([.. devices.Select(d => d.Id)], default).ConfigureAwait(false)).Count);
        }),
        new("Devices_MovedWhileTheOldestGo_StayWithTheirNewPerson", async services =>
        {
            var (store, now) = Of(services);
            var (lan, duc) = (NewId(), NewId());
            var devices = Enumerable.Range(0, Device.MaxPerPerson).Select(i => NewDevice(lan, now.AddSeconds(i))).ToList();
            await RegisterAsync(store, [.. devices]).ConfigureAwait(false);
            for (var round = 0; round < 8; round++)
            {
                var (more, moved) = (NewDevice(lan, now.AddHours(1 + round)), devices[round] with { ContactId = duc, SeenAt = now.AddHours(1) });
                await Task.WhenAll(Task.Run(() => store.RegisterAsync(more, default)), Task.Run(() => store.RegisterAsync(moved, default))).ConfigureAwait(false);
                Expect.Sequence([moved], await store.ReadAsync([moved.Id], default).ConfigureAwait(false));
            }
        }),
    ];

    private static (IDeviceStore Store, DateTimeOffset Now) Of(IServiceProvider services) => (services.GetRequiredService<IDeviceStore>(), new StoreUnderTest(services).Now);

    private static Guid NewId() => new(RandomNumberGenerator.GetBytes(16));

    private static Device NewDevice(Guid person, DateTimeOffset seenAt) => new()
    {
        Id = NewId(), ContactId = person, PersonId = "lan", Token = Convert.ToHexString(RandomNumberGenerator.GetBytes(32)), Platform = DevicePlatform.Android, App = "guest-app", SeenAt = seenAt,
    };

    private static async Task RegisterAsync(IDeviceStore store, params IReadOnlyList<Device> devices)
    {
        foreach (var device in devices)
        {
            await store.RegisterAsync(device, default).ConfigureAwait(false);
        }
    }
}
