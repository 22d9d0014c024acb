using Messaging.Preferences;

namespace Messaging.Storage.InMemory;

/// <summary>Contacts in memory.</summary>
internal sealed class InMemoryContactStore(InMemoryDatabase database, TimeProvider timeProvider) : IContactStore
{
    public Task<(string Secret, bool IsCertain)> ReadSecretAsync(CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            database.Installation ??= new Installation { Key = InstallationKeys.Create(), CreatedAt = timeProvider.GetUtcNow() };
            return Task.FromResult((database.Installation.ContactSecret, true));
        }
    }

    public Task<IReadOnlyList<ContactRow>> ReadAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<ContactRow>>([.. ids.Where(database.Contacts.ContainsKey).Distinct().Select(i => database.Contacts[i])]);
        }
    }

    public Task<bool> WriteAsync(ContactRow row, IReadOnlyList<ContactEntry> entries, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            if ((database.Contacts.GetValueOrDefault(row.Id)?.Version ?? 0) != row.Version - 1)
            {
                return Task.FromResult(false);
            }

            database.Contacts[row.Id] = row;
            database.ContactEntries.AddRange(entries);
            return Task.FromResult(true);
        }
    }

    public Task<IReadOnlyList<ContactEntry>> HistoryAsync(Guid id, int limit, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<ContactEntry>>([.. database.ContactEntries.Where(e => e.ContactId == id).OrderByDescending(e => e.Id).Take(limit)]);
        }
    }

    public Task<IReadOnlyList<ContactRow>> ListSuppressedAsync(string tenant, (DateTimeOffset UpdatedAt, Guid Id)? after, int limit, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var page = database.Contacts.Values
                .Where(c => c.IsSuppressed && string.Equals(c.TenantId, tenant, StringComparison.Ordinal))
                .Where(c => after is not { } last || c.UpdatedAt < last.UpdatedAt || (c.UpdatedAt == last.UpdatedAt && c.Id.CompareTo(last.Id) < 0))
                .OrderByDescending(c => c.UpdatedAt)
                .ThenByDescending(c => c.Id)
                .Take(limit);
            return Task.FromResult<IReadOnlyList<ContactRow>>([.. page]);
        }
    }

    public Task<IReadOnlyList<DailyCount>> CountAsync(IReadOnlyCollection<(Guid ContactId, int Day)> days, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<DailyCount>>(
                [.. days.Where(database.DailyCounts.ContainsKey).Distinct().Select(d => new DailyCount { ContactId = d.ContactId, Day = d.Day, Used = database.DailyCounts[d] })]);
        }
    }
}
