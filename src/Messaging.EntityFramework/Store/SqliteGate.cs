using System.Collections.Concurrent;

namespace Messaging.EntityFramework.Store;

/// <summary>Lets this process's own writers take turns at a SQLite file, first come first served, so that none of them meets a locked file because of another.</summary>
internal static class SqliteGate
{
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Gates = new(StringComparer.Ordinal);

    /// <summary>Waits for the turn.</summary>
    /// <param name="file">The data source of the connection.</param>
    /// <param name="cancellationToken">Gives up the place.</param>
    /// <returns>Dispose to pass the turn on.</returns>
    public static async Task<IDisposable> EnterAsync(string file, CancellationToken cancellationToken)
    {
        var gate = Gates.GetOrAdd(file, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(gate);
    }

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
