using System.Collections.Concurrent;

namespace Messaging.Bench.Processes;

/// <summary>Every call of every adapter, by message, as the processes told of it before they answered: a killed process has told of its last calls too.</summary>
internal sealed class CallBook
{
    private readonly ConcurrentDictionary<Guid, int> _calls = new();
    private long _total;

    public long Total => Interlocked.Read(ref _total);

    public void Note(Guid message, long at)
    {
        Interlocked.Increment(ref _total);
        _calls.AddOrUpdate(message, 1, (_, n) => n + 1);
    }

    /// <summary>The messages for which an adapter was called more than once.</summary>
    public Guid[] Repeated() => [.. _calls.Where(c => c.Value > 1).Select(c => c.Key)];

    /// <summary>How many messages an adapter was called for.</summary>
    public int Messages => _calls.Count;
}
