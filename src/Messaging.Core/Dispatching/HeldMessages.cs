using System.Collections.Concurrent;
using Messaging.Messages;
using Microsoft.Extensions.Options;

namespace Messaging.Dispatching;

/// <summary>The messages in flight, from their claim until their end is recorded, and the room that is left for more. Thread-safe, but for one claimer at a time.</summary>
internal sealed class HeldMessages(DispatchSignal signal, TimeProvider time, IOptions<DispatcherOptions> options)
{
    private const byte Once = 1;
    private const byte Again = 2;
    private const long Low = (long)MessagePriority.Low;

    private readonly ConcurrentDictionary<Guid, byte> _claims = new();
    private readonly SlotGate _slots = new(options.Value.MaxInFlight, time);
    private readonly SlotShares _low = new(Math.Max(1, options.Value.MaxInFlight * 4 / 5), signal);
    private readonly SlotShares _lanes = new(options.Value.MaxInFlight - (options.Value.MaxInFlight / 8), signal);
    private volatile bool _stranded;

    /// <summary>Which.</summary>
    public IReadOnlyCollection<Guid> Ids => (IReadOnlyCollection<Guid>)_claims.Keys;

    /// <summary>How many, with what is about to be claimed.</summary>
    public int Count => _slots.InUse;

    /// <summary>How many more low messages may be claimed, of all lanes together: a fifth of the slots is left to others.</summary>
    public int LowRoom => _low.RoomOf(Low);

    /// <summary>Whether messages were let go while still leased, so that the store should be asked to give them back.</summary>
    public bool HasStranded
    {
        get => _stranded;
        set => _stranded = value;
    }

    /// <summary>How many more messages of a lane may be claimed while there are other lanes: an eighth of the slots is left to them, so that they need not wait until a call of this one ends.</summary>
    public int RoomOf(long lane) => _lanes.RoomOf(lane);

    /// <summary>Waits for room.</summary>
    /// <returns>How many messages may be claimed, at most <paramref name="most"/>.</returns>
    public Task<int> ReserveAsync(int most, CancellationToken cancellationToken) => _slots.TakeAsync(most, cancellationToken);

    /// <summary>Gives back room that a claim did not use.</summary>
    public void Unreserve(int count)
    {
        if (count > 0)
        {
            _slots.Release(count);
        }
    }

    /// <summary>Holds a claimed message, for which there is room.</summary>
    /// <returns>False, and its room is given back, when it is held already: the database lost its claim in a crash, and it was claimed again. One flow is enough.</returns>
    public bool TryTake(Delivery delivery)
    {
        if (_claims.TryAdd(delivery.Id, Once))
        {
            _lanes.Take(delivery.LaneKey);
            if (IsLow(delivery))
            {
                _low.Take(Low);
            }

            return true;
        }

        // What the flow holds may be older than the row, which may still be leased when it has ended: just now, or later.
        if (!_claims.TryUpdate(delivery.Id, Again, Once))
        {
            Strand();
        }

        _slots.Release(1);
        return false;
    }

    /// <summary>Lets a message go.</summary>
    /// <param name="delivery">The message.</param>
    /// <param name="isStranded">Whether it may still be leased.</param>
    public void Give(Delivery delivery, bool isStranded)
    {
        _claims.TryRemove(delivery.Id, out var claims);
        _lanes.Give(delivery.LaneKey);
        if (IsLow(delivery))
        {
            _low.Give(Low);
        }

        _slots.Release(1);

        // Last: who sees it gives back all that is leased and not held.
        if (isStranded || claims == Again)
        {
            Strand();
        }
    }

    /// <summary>Completes when none is held.</summary>
    public Task WaitUntilNoneAsync(CancellationToken cancellationToken) => _slots.WaitUntilIdleAsync(cancellationToken);

    private void Strand()
    {
        _stranded = true;
        signal.Wake([], default);
    }

    private static bool IsLow(Delivery delivery) => LaneKey.PriorityOf(delivery.LaneKey) == MessagePriority.Low;
}
