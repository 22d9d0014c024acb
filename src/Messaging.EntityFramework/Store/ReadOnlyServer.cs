using System.Data.Common;

namespace Messaging.EntityFramework.Store;

/// <summary>Lets go of a PostgreSQL server that takes no writes: after a failover, pooled connections still lead to the old primary, and would for as long as they live.</summary>
/// <remarks>
/// The session ends itself. That a server ends sessions tells the driver that all its pooled connections are stale, so that the next one is opened anew and finds the primary; a pooler before the
/// server drops the session likewise. It needs no driver here, and works in a host's own context too.
/// </remarks>
internal static class ReadOnlyServer
{
    public static async Task LeaveAsync(DbConnection connection)
    {
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT pg_terminate_backend(pg_backend_pid())";
            await command.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DbException or InvalidOperationException)
        {
            // This is its answer.
        }
    }
}
