using Messaging.Messages;

namespace Messaging.Dispatching;

/// <summary>Keeps a flood of low messages from holding every slot: a fifth is left to others. Thread-safe.</summary>
/// <param name="slots">How many messages may be in flight.</param>
/// <param name="signal">Wakes the dispatcher when low messages may be claimed again.</param>
internal sealed class LowSlots(int slots, DispatchSignal signal)
{
    private readonly int _most = Math.Max(1, slots * 4 / 5);
    private int _taken;

    /// <summary>How many more low messages may be claimed: none until several may, so that a claim is worth its round trip.</summary>
    public int Room => Volatile.Read(ref _taken) is var taken && taken <= Few ? _most - taken : 0;

    private int Few => _most - Math.Max(1, _most / 8);

    /// <summary>Counts a message that was claimed.</summary>
    public void Take(Delivery delivery)
    {
        if (IsLow(delivery))
        {
            Interlocked.Increment(ref _taken);
        }
    }

    /// <summary>Counts it out.</summary>
    public void Give(Delivery delivery)
    {
        if (IsLow(delivery) && Interlocked.Decrement(ref _taken) == Few)
        {
            signal.Wake([], default);
        }
    }

    private static bool IsLow(Delivery delivery) => LaneKey.PriorityOf(delivery.LaneKey) == MessagePriority.Low;
}
