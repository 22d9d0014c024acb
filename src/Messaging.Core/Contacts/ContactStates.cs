using Messaging.Preferences;
using Messaging.Storage;

namespace Messaging.Contacts;

/// <summary>The states of contacts that were read, with their versions. Not thread-safe.</summary>
internal sealed class ContactStates(IContactReader reader)
{
    private readonly HashSet<Guid> _read = [];
    private readonly Dictionary<Guid, (long Version, ContactState State)> _states = [];

    /// <summary>Reads contacts that were not read yet.</summary>
    public async ValueTask ReadAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var missing = ids.Where(_read.Add).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        foreach (var row in await reader.ReadAsync(missing, cancellationToken).ConfigureAwait(false))
        {
            _states[row.Id] = (row.Version, ContactState.Parse(row.State));
        }
    }

    /// <summary>What is known of a contact, or null.</summary>
    public ContactState? Find(Guid id) => _states.TryGetValue(id, out var found) ? found.State : null;

    /// <summary>The version that was read, 0 when nothing is known.</summary>
    public long VersionOf(Guid id) => _states.TryGetValue(id, out var found) ? found.Version : 0;
}
