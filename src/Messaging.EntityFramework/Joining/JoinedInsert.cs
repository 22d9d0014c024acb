using System.Data.Common;
using Messaging.EntityFramework.Store;
using Messaging.Planning;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Joining;

/// <summary>Stores planned requests on a host's own connection, inside its transaction.</summary>
internal static class JoinedInsert
{
    /// <summary>Stores requests and reports what became of each.</summary>
    /// <exception cref="IdempotencyConflictException">A key was used for another request.</exception>
    public static async Task<IReadOnlyList<StoredRequest>> RunAsync(
        JoinServices services, DbContext context, DbTransaction? transaction, IReadOnlyList<PlannedRequest> requests, CancellationToken cancellationToken)
    {
        services.Setup.Inspect(context);
        var session = services.Setup.NewSession(context, context.Database.GetDbConnection(), transaction);
        var blobs = requests.SelectMany(r => r.Blobs).ToList();
        if (blobs.Count > 0)
        {
            await EntityFrameworkBlobStore.SaveAsync(session, blobs, cancellationToken).ConfigureAwait(false);
        }

        // Failures of the database reach the host as the driver reports them: its retrying strategy must recognise them.
        var stored = await RequestInsert.RunAsync(session.Dialect, session, [.. requests.Select(r => r.Rows)], cancellationToken).ConfigureAwait(false);
        return stored.FirstOrDefault(s => s.Result == AddResult.Conflict) is { } conflict ? throw new IdempotencyConflictException(conflict.RequestId) : stored;
    }
}
