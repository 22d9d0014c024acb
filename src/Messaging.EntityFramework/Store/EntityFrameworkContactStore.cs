using Messaging.Preferences;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>Contacts, each one row with its version, and the entries that led to it.</summary>
internal sealed class EntityFrameworkContactStore(StoreExecutor executor, StoreClock clock) : IContactStore
{
    public async Task<(string Secret, bool IsCertain)> ReadSecretAsync(CancellationToken cancellationToken)
    {
        var known = await executor.ReadAsync("read the installation", session => InstallationRow.FindAsync(session, cancellationToken), cancellationToken).ConfigureAwait(false)
            ?? await executor.TransactAsync("make the installation", session => InstallationRow.EnsureAsync(session, clock.GetUtcNow(), cancellationToken), cancellationToken).ConfigureAwait(false);
        return (known.ContactSecret, true);
    }

    public Task<IReadOnlyList<ContactRow>> ReadAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        executor.ReadAsync("read contacts", session => ReadAsync(session, ids, cancellationToken), cancellationToken);

    /// <summary>Reads contacts on a session, such as that of a joined send.</summary>
    public static async Task<IReadOnlyList<ContactRow>> ReadAsync(DbSession session, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => session.Dialect is SqliteDialect or PostgreSqlDialect
        ? await ContactQuery.RunAsync(session, ids, cancellationToken).ConfigureAwait(false)
        : await session.Rows<ContactRow>().Where(c => ids.Contains(c.Id)).ToListAsync(cancellationToken).ConfigureAwait(false);

    public Task<bool> WriteAsync(ContactRow row, IReadOnlyList<ContactEntry> entries, CancellationToken cancellationToken) =>
        executor.TransactAsync("write a contact", async session =>
        {
            if (!await WriteAsync(session, row, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            using var insert = RowStatement<ContactEntry>.Insert(session, "y", ContactColumns.Entries, "");
            foreach (var entry in entries)
            {
                await insert.RunAsync(entry, cancellationToken).ConfigureAwait(false);
            }

            return true;
        }, cancellationToken);

    public Task<IReadOnlyList<ContactEntry>> HistoryAsync(Guid id, int limit, CancellationToken cancellationToken) =>
        executor.ReadAsync<IReadOnlyList<ContactEntry>>(
            "read the history of a contact",
            async session => await session.Rows<ContactEntry>().Where(e => e.ContactId == id).OrderByDescending(e => e.Id).Take(limit).ToListAsync(cancellationToken).ConfigureAwait(false),
            cancellationToken);

    public Task<IReadOnlyList<ContactRow>> ListSuppressedAsync(string tenant, (DateTimeOffset UpdatedAt, Guid Id)? after, int limit, CancellationToken cancellationToken) =>
        executor.ReadAsync<IReadOnlyList<ContactRow>>("list suppressions", async session =>
        {
            var rows = session.Rows<ContactRow>().Where(c => c.TenantId == tenant && c.IsSuppressed);
            if (after is { } last)
            {
                var (updatedAt, id) = (last.UpdatedAt, last.Id);
                rows = rows.Where(c => c.UpdatedAt < updatedAt || (c.UpdatedAt == updatedAt && c.Id.CompareTo(id) < 0));
            }

            return await rows.OrderByDescending(c => c.UpdatedAt).ThenByDescending(c => c.Id).Take(limit).ToListAsync(cancellationToken).ConfigureAwait(false);
        }, cancellationToken);

    public Task<IReadOnlyList<DailyCount>> CountAsync(IReadOnlyCollection<(Guid ContactId, int Day)> days, CancellationToken cancellationToken) =>
        executor.ReadAsync<IReadOnlyList<DailyCount>>("count the messages of a day", async session =>
        {
            var (contacts, dates) = (days.Select(d => d.ContactId).Distinct().ToList(), days.Select(d => d.Day).Distinct().ToList());
            var counts = await session.Rows<DailyCount>().Where(c => contacts.Contains(c.ContactId) && dates.Contains(c.Day)).ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. counts.Where(c => days.Contains((c.ContactId, c.Day)))];
        }, cancellationToken);

    private static async Task<bool> WriteAsync(DbSession session, ContactRow row, CancellationToken cancellationToken)
    {
        if (row.Version > 1)
        {
            return await session.Rows<ContactRow>()
                .Where(c => c.Id == row.Id && c.Version == row.Version - 1)
                .ExecuteUpdateAsync(
                    s => s.SetProperty(c => c.Version, row.Version)
                        .SetProperty(c => c.IsSuppressed, row.IsSuppressed)
                        .SetProperty(c => c.State, row.State)
                        .SetProperty(c => c.UpdatedAt, row.UpdatedAt),
                    cancellationToken)
                .ConfigureAwait(false) > 0;
        }

        if (session.Dialect.OnConflict.Length == 0 && await session.Rows<ContactRow>().AnyAsync(c => c.Id == row.Id, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        using var insert = RowStatement<ContactRow>.Insert(session, "k", ContactColumns.Contacts, session.Dialect.OnConflict);
        return await insert.RunAsync(row, cancellationToken).ConfigureAwait(false) > 0;
    }
}
