using Messaging.Channels;
using Messaging.Preferences;
using Messaging.Storage;

namespace Messaging.Contacts;

/// <summary>Keeps the devices.</summary>
internal sealed class DeviceBook(IDeviceStore store, ContactWriter contacts) : IDevices
{
    public async Task<Device> RegisterAsync(DeviceRegistration registration, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registration);
        ArgumentNullException.ThrowIfNull(registration.Person, nameof(registration));
        var person = registration.Person;
        if (!person.IsPerson)
        {
            throw NoPerson(nameof(registration.Person));
        }

        if (!Enum.IsDefined(registration.Platform))
        {
            throw new InvalidMessageException(nameof(registration.Platform), "This is not a platform. Use DevicePlatform.Android and its like.");
        }

        ContactTexts.Check(registration.App, nameof(registration.App), ContactTexts.MaxLabel);
        var device = new Device
        {
            Id = await IdOfAsync(registration.Token, nameof(registration.Token), person.Tenant, cancellationToken).ConfigureAwait(false),
            TenantId = person.Tenant,
            ContactId = await contacts.IdOfAsync(person, cancellationToken).ConfigureAwait(false),
            PersonType = person.PersonType,
            PersonId = person.PersonId,
            Token = registration.Token,
            Platform = registration.Platform,
            App = registration.App,
            SeenAt = contacts.Now,
        };
        await store.RegisterAsync(device, cancellationToken).ConfigureAwait(false);
        return device;
    }

    public async Task<bool> UnregisterAsync(Contact person, string token, CancellationToken cancellationToken = default)
    {
        var owner = await PersonAsync(person, cancellationToken).ConfigureAwait(false);
        var id = await IdOfAsync(token, nameof(token), person.Tenant, cancellationToken).ConfigureAwait(false);
        return await store.RetireAsync(id, owner, null, contacts.Now, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<Device>> ListAsync(Contact person, CancellationToken cancellationToken = default)
    {
        var owner = await PersonAsync(person, cancellationToken).ConfigureAwait(false);
        var devices = await store.FindDevicesAsync([owner], cancellationToken).ConfigureAwait(false);
        return [.. devices.Where(d => string.Equals(d.TenantId, person.Tenant, StringComparison.Ordinal))];
    }

    public async Task<bool> RetireAsync(string token, string tenant = "", DateTimeOffset? asOf = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        var id = await IdOfAsync(token, nameof(token), tenant, cancellationToken).ConfigureAwait(false);
        return await store.RetireAsync(id, null, asOf?.ToUniversalTime(), contacts.Now, cancellationToken).ConfigureAwait(false);
    }

    private static InvalidMessageException NoPerson(string target) => new(target, "Devices belong to a person. Use Contact.Person(id, type, tenant).");

    private async ValueTask<Guid> PersonAsync(Contact person, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(person);
        return person.IsPerson || person.Hash is not null ? await contacts.IdOfAsync(person, cancellationToken).ConfigureAwait(false) : throw NoPerson(nameof(person));
    }

    private ValueTask<Guid> IdOfAsync(string token, string target, string tenant, CancellationToken cancellationToken) =>
        ChannelAddress.TryNormalize(MessageChannel.Push, token, out var known, out var problem)
            ? contacts.IdOfAsync(Contact.Address(MessageChannel.Push, known, tenant), cancellationToken)
            : throw new InvalidMessageException(target, problem);
}
