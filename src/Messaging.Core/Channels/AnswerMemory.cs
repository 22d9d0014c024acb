using System.Collections.Concurrent;

namespace Messaging.Channels;

/// <summary>Remembers answers for a while. A question that is being asked is not asked twice, and one that failed is asked again. Thread-safe.</summary>
/// <param name="age">How old an answer may be; with zero, only those who ask at the same time share one.</param>
/// <param name="size">How many answers are kept.</param>
/// <param name="time">The clock.</param>
internal sealed class AnswerMemory<TValue>(TimeSpan age, int size, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Entry> _answers = new(StringComparer.Ordinal);

    public int Count => _answers.Count;

    /// <summary>Returns what is remembered, or asks.</summary>
    /// <param name="key">The question.</param>
    /// <param name="ask">Answers it. Its token is never cancelled: others may wait for the same answer.</param>
    /// <param name="cancellationToken">Ends this caller's waiting.</param>
    public ValueTask<TValue> GetAsync(string key, Func<string, CancellationToken, Task<TValue>> ask, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_answers.TryGetValue(key, out var known))
            {
                if (IsFresh(known))
                {
                    return known.Answer.Value.IsCompletedSuccessfully ? new(known.Answer.Value.Result) : new(known.Answer.Value.WaitAsync(cancellationToken));
                }

                _answers.TryRemove(KeyValuePair.Create(key, known));
            }

            Make();
            var entry = new Entry(time.GetTimestamp(), new Lazy<Task<TValue>>(() => Task.Run(() => ask(key, CancellationToken.None), CancellationToken.None)));
            if (_answers.TryAdd(key, entry))
            {
                return new(entry.Answer.Value.WaitAsync(cancellationToken));
            }
        }
    }

    private bool IsFresh(Entry entry) =>
        !entry.Answer.Value.IsCompleted || (entry.Answer.Value.IsCompletedSuccessfully && age > TimeSpan.Zero && time.GetElapsedTime(entry.Since) < age);

    // Room first by age, then anyhow: a stranger who makes up names must not grow this.
    private void Make()
    {
        if (_answers.Count < size)
        {
            return;
        }

        foreach (var old in _answers.Where(a => !IsFresh(a.Value)).Concat(_answers.Where(a => a.Value.Answer.Value.IsCompleted)).Take((size / 10) + 1).ToList())
        {
            _answers.TryRemove(old);
        }
    }

    private sealed record Entry(long Since, Lazy<Task<TValue>> Answer);
}
