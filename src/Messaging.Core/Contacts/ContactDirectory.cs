using Messaging.Preferences;
using Messaging.Storage;

namespace Messaging.Contacts;

/// <summary>Identities and histories of contacts.</summary>
internal sealed class ContactDirectory(IContactStore store, ContactWriter writer) : IContacts
{
    private const int MaxEntries = 1_000;

    public ValueTask<Guid> GetIdAsync(Contact contact, CancellationToken cancellationToken = default) => writer.IdOfAsync(contact, cancellationToken);

    public async Task<IReadOnlyList<ContactEntry>> HistoryAsync(Contact contact, int limit = 100, CancellationToken cancellationToken = default)
    {
        if (limit is < 1 or > MaxEntries)
        {
            throw new InvalidMessageException(nameof(limit), $"Ask for 1 to {MaxEntries} entries.");
        }

        var id = await writer.IdOfAsync(contact, cancellationToken).ConfigureAwait(false);
        var entries = await store.HistoryAsync(id, limit, cancellationToken).ConfigureAwait(false);
        return [.. entries.Where(e => string.Equals(e.TenantId, contact.Tenant, StringComparison.Ordinal))];
    }
}
