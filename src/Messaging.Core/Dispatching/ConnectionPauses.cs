using System.Collections.Concurrent;

namespace Messaging.Dispatching;

/// <summary>Connections that are left alone for a while, because a configuration failure concerns every message they would carry.</summary>
internal sealed class ConnectionPauses
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _until = new(StringComparer.Ordinal);

    /// <summary>Pauses a connection; a longer pause that is under way stays.</summary>
    /// <returns>Whether it was not paused before, so that it is worth telling.</returns>
    public bool Pause(string connection, DateTimeOffset until, DateTimeOffset now)
    {
        var news = Until(connection, now) is null;
        _until.AddOrUpdate(connection, until, (_, known) => known > until ? known : until);
        return news;
    }

    /// <summary>Ends a pause, after a message went through.</summary>
    public void Resume(string connection)
    {
        if (!_until.IsEmpty)
        {
            _until.TryRemove(connection, out _);
        }
    }

    /// <summary>Until when a connection is paused, or null.</summary>
    public DateTimeOffset? Until(string connection, DateTimeOffset now) =>
        _until.TryGetValue(connection, out var until) && until > now ? until : null;
}
