using Messaging.Messages;

namespace Messaging.Storage;

/// <summary>Sums up what the changes of a batch do to the counts. Not thread-safe.</summary>
internal sealed class CountTally
{
    private readonly Dictionary<CountKey, long> _sums = [];

    /// <summary>What is counted otherwise than before.</summary>
    public IEnumerable<KeyValuePair<CountKey, long>> Sums => _sums.Where(s => s.Value != 0);

    /// <summary>A message was stored.</summary>
    public void Store(Delivery delivery) => Add(CountKey.Of(delivery), 1);

    /// <summary>A delivery went from one state to another.</summary>
    public void Move(Delivery seen, Delivery next) => Move(CountKey.Of(seen), CountKey.Of(next).Outcome);

    /// <summary>A delivery is counted under another outcome.</summary>
    public void Move(CountKey seen, DeliveryOutcome outcome)
    {
        if (seen.Outcome != outcome)
        {
            Add(seen, -1);
            Add(seen with { Outcome = outcome }, 1);
        }
    }

    /// <summary>Adds to a sum.</summary>
    public void Add(CountKey key, long count) => _sums[key] = _sums.GetValueOrDefault(key) + count;
}
