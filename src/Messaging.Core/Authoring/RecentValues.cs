using System.Collections.Concurrent;

namespace Messaging.Authoring;

/// <summary>Remembers what was used last. Two generations: when the young one is full it becomes the old one, so that at most twice the size is held. Thread-safe.</summary>
internal sealed class RecentValues<TKey, TValue>(int size)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private volatile ConcurrentDictionary<TKey, TValue> _young = new();
    private volatile ConcurrentDictionary<TKey, TValue> _old = new();

    public int Count => _young.Count + _old.Count;

    public bool TryGet(TKey key, out TValue value)
    {
        if (_young.TryGetValue(key, out value!))
        {
            return true;
        }

        if (!_old.TryGetValue(key, out value!))
        {
            return false;
        }

        Add(key, value);
        return true;
    }

    public void Add(TKey key, TValue value)
    {
        lock (_gate)
        {
            if (_young.Count >= size)
            {
                _old = _young;
                _young = new ConcurrentDictionary<TKey, TValue>();
            }

            _young[key] = value;
        }
    }
}
