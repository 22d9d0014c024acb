using System.Runtime.InteropServices;

namespace Messaging.Dispatching;

/// <summary>Keeps a flood of one kind of messages from holding every slot: each kind may hold so many, and what is left is for others. Thread-safe.</summary>
/// <param name="most">How many messages of a kind may be in flight.</param>
/// <param name="signal">Wakes the dispatcher when a kind that had its share may have more.</param>
internal sealed class SlotShares(int most, DispatchSignal signal)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, int> _taken = [];

    private int Few => most - Math.Max(1, most / 8);

    /// <summary>How many more of a kind may be claimed: none until several may, so that a claim is worth its round trip.</summary>
    public int RoomOf(long kind)
    {
        lock (_gate)
        {
            return _taken.GetValueOrDefault(kind) is var taken && taken <= Few ? most - taken : 0;
        }
    }

    /// <summary>Counts a message that was claimed.</summary>
    public void Take(long kind)
    {
        lock (_gate)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_taken, kind, out _)++;
        }
    }

    /// <summary>Counts it out.</summary>
    public void Give(long kind)
    {
        int left;
        lock (_gate)
        {
            left = --CollectionsMarshal.GetValueRefOrAddDefault(_taken, kind, out _);
            if (left == 0)
            {
                _taken.Remove(kind);
            }
        }

        if (left == Few)
        {
            signal.Wake([], default);
        }
    }
}
