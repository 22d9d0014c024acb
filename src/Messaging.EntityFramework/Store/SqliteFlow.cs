using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>Knows whether the code that is running holds a write transaction on SQLite, in which case a write of the library's own would wait for it until a time-out.</summary>
/// <remarks>
/// The mark is set where a context is configured, which happens in the flow that will use it, and read where the client writes. A pooled context is configured once for all; there the
/// file's own time-out answers, with an error that names the same remedy.
/// </remarks>
internal sealed class SqliteFlow
{
    private static readonly AsyncLocal<SqliteFlow?> Current = new();

    private readonly Lock _gate = new();
    private readonly List<WeakReference<DbContext>> _contexts = [];

    /// <summary>Makes this the mark of the current flow.</summary>
    public void Enter() => Current.Value = this;

    /// <summary>Notes that a context began a transaction.</summary>
    public void Began(DbContext context)
    {
        lock (_gate)
        {
            _contexts.RemoveAll(c => !c.TryGetTarget(out var known) || ReferenceEquals(known, context));
            _contexts.Add(new WeakReference<DbContext>(context));
        }
    }

    /// <summary>Refuses a write of the library's own if it would wait for its caller.</summary>
    /// <exception cref="JoinedSendRequiredException">The caller holds a write transaction.</exception>
    public static void ThrowIfWriting()
    {
        if (Current.Value?.FindOpen() is { } holder)
        {
            throw new JoinedSendRequiredException(holder);
        }
    }

    private string? FindOpen()
    {
        lock (_gate)
        {
            foreach (var reference in _contexts)
            {
                if (reference.TryGetTarget(out var context) && HasTransaction(context))
                {
                    return context.GetType().Name;
                }
            }

            return null;
        }
    }

    // A transaction that was disposed without a commit raises no event, so the context itself is asked.
    private static bool HasTransaction(DbContext context)
    {
        try
        {
            return context.Database.CurrentTransaction is not null;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }
}
