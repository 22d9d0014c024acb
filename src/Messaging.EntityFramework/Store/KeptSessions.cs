using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>The sessions that are kept for a store of its own on SQLite, where opening a connection and preparing statements costs more than running them.</summary>
internal sealed class KeptSessions(IContextSource contexts, StoreSetup setup, IStatementSource source) : IDisposable
{
    private const int Most = 4;

    private readonly ConcurrentBag<KeptSession> _idle = [];
    private volatile bool _disposed;

    /// <summary>Runs work on a session that is free, or on a new one. A session on which something failed is not used again.</summary>
    public async Task<T> RunAsync<T>(bool transacted, Func<DbSession, Task<T>> work, CancellationToken cancellationToken)
    {
        var session = _idle.TryTake(out var kept) ? kept : await OpenAsync(cancellationToken).ConfigureAwait(false);
        var keep = false;
        try
        {
            var result = await session.RunAsync(transacted, work, cancellationToken).ConfigureAwait(false);
            keep = _idle.Count < Most && !_disposed;
            return result;
        }
        finally
        {
            if (keep)
            {
                _idle.Add(session);
            }
            else
            {
                await session.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var session))
        {
            session.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private async Task<KeptSession> OpenAsync(CancellationToken cancellationToken)
    {
        var (context, lease) = contexts.Create();
        try
        {
            await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            return new KeptSession(context, lease, setup, source);
        }
        catch
        {
            await lease.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
