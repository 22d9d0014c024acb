using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>The row of the installation, made by whoever needs it first.</summary>
internal static class InstallationRow
{
    public static Task<Installation?> FindAsync(DbSession session, CancellationToken cancellationToken) => session.Rows<Installation>().SingleOrDefaultAsync(cancellationToken);

    public static async Task<Installation> EnsureAsync(DbSession session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await FindAsync(session, cancellationToken).ConfigureAwait(false) is { } known)
        {
            return known;
        }

        // Of two first starts at once one inserts; the other passes over it, or fails and is repeated. Both then read the same row.
        var made = new Installation { Key = InstallationKeys.Create(), CreatedAt = now };
        using var insert = RowStatement<Installation>.Insert(session, "i", RowColumns.Installations, session.Dialect.OnConflict);
        await insert.RunAsync(made, cancellationToken).ConfigureAwait(false);
        return await session.Rows<Installation>().SingleAsync(cancellationToken).ConfigureAwait(false);
    }
}
