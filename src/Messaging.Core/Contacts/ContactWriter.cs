using Messaging.Channels;
using Messaging.Messages;
using Messaging.Preferences;
using Messaging.Storage;

namespace Messaging.Contacts;

/// <summary>Changes the state of a contact: read, change, write the next version, and again when somebody else was faster.</summary>
internal sealed class ContactWriter(IContactStore store, ContactIds hashes, MessageIds ids, StoreClock clock)
{
    private const int MaxTries = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The identity of a contact.</summary>
    /// <exception cref="InvalidMessageException">The address is none of its channel.</exception>
    public async ValueTask<Guid> IdOfAsync(Contact contact, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(contact);
        if (contact.Hash is { } known)
        {
            return known;
        }

        var hash = await hashes.GetAsync(null, cancellationToken).ConfigureAwait(false);
        if (contact.IsPerson)
        {
            ContactTexts.Check(contact.PersonId, nameof(contact.PersonId), ContactTexts.MaxLabel);
            ContactTexts.Check(contact.PersonType, nameof(contact.PersonType), ContactTexts.MaxType);
            ContactTexts.Check(contact.Tenant, nameof(contact.Tenant), ContactTexts.MaxLabel);
            return hash.OfPerson(contact.Tenant, contact.PersonType, contact.PersonId);
        }

        ContactTexts.Check(contact.Tenant, nameof(contact.Tenant), ContactTexts.MaxLabel);
        return ChannelAddress.TryNormalize(contact.Channel, contact.AddressText, out var address, out var problem)
            ? hash.OfAddress(contact.Tenant, contact.Channel, address)
            : throw new InvalidMessageException("Address", problem);
    }

    public async Task<ContactState> ReadAsync(Contact contact, CancellationToken cancellationToken)
    {
        var id = await IdOfAsync(contact, cancellationToken).ConfigureAwait(false);
        var rows = await store.ReadAsync([id], cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 || !IsOf(contact, rows[0]) ? ContactState.Empty : ContactState.Parse(rows[0].State);
    }

    /// <summary>Makes a change and records it, unless it changes nothing.</summary>
    /// <param name="contact">The contact.</param>
    /// <param name="entry">What to record; its contact and id are filled in. Null for what is no word of anybody and is not kept in the history.</param>
    /// <param name="change">The change.</param>
    /// <param name="always">Whether to record it although nothing changes.</param>
    /// <param name="cancellationToken">Ends the call before the commit.</param>
    /// <returns>The state after the change, and the entry, or null when nothing was recorded.</returns>
    public async Task<(ContactState State, ContactEntry? Entry)> ChangeAsync(
        Contact contact, ContactEntry? entry, Func<ContactState, ContactState> change, bool always, CancellationToken cancellationToken)
    {
        var id = await IdOfAsync(contact, cancellationToken).ConfigureAwait(false);
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            var row = await store.ReadAsync([id], cancellationToken).ConfigureAwait(false) is [var found] ? found : null;
            if (row is not null && !IsOf(contact, row))
            {
                throw new InvalidMessageException(nameof(contact), "The tenant has no such contact.");
            }

            var before = row is null ? ContactState.Empty : ContactState.Parse(row.State);
            var after = change(before);
            if (ReferenceEquals(before, after) && !always)
            {
                return (before, null);
            }

            var made = entry is null ? null : entry with { Id = ids.Next(), ContactId = id, TenantId = contact.Tenant };
            if (await store.WriteAsync(Next(contact, id, row, after), made is null ? [] : [made], cancellationToken).ConfigureAwait(false))
            {
                return (after, made);
            }

            // By the machine's clock: whoever was faster is at work meanwhile.
            await Task.Delay(Pause * (attempt + 1) * Random.Shared.NextDouble(), TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }

        throw new MessageStoreException("The contact is being changed by others without a pause. Call again.") { IsTransient = true };
    }

    // A hash brings its tenant along only by way of the row.
    private static bool IsOf(Contact contact, ContactRow row) => string.Equals(contact.Tenant, row.TenantId, StringComparison.Ordinal);

    private ContactRow Next(Contact contact, Guid id, ContactRow? row, ContactState state) => new()
    {
        Id = id,
        TenantId = contact.Tenant,
        PersonType = row?.PersonType ?? contact.PersonType,
        PersonId = row?.PersonId ?? contact.PersonId,
        Version = (row?.Version ?? 0) + 1,
        IsSuppressed = state.Suppressions.Count > 0,
        State = state.ToJson(),
        UpdatedAt = Now,
    };
}
