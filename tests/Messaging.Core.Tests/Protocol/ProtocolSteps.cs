using Messaging.Messages;
using Messaging.Storage;

namespace Messaging.Core.Tests.Protocol;

/// <summary>Everything that may happen next in a state, and what the store makes of it.</summary>
internal sealed class ProtocolSteps(Variant variant)
{
    /// <summary>The most attempts of a generation: the first, two retries, and one that used up no retry.</summary>
    public const int MaxAttempts = 4;

    public const string Replayed = "an operator replays it";
    private const string Released = "what nobody knows to hold is given back";

    private static readonly DeliveryCondition[] Conditions = [DeliveryCondition.Abandoned, DeliveryCondition.Unproved, DeliveryCondition.Expired];

    private readonly ModelStore _store = new(variant);
    private readonly DispatcherSteps _dispatcher = new(variant);
    private readonly ReportSteps _reports = new(variant);
    private readonly ProtocolRules _rules = new(variant);
    private readonly Dictionary<StateKey, Move[]> _ofDispatcher = [];
    private readonly Dictionary<StateKey, Move[]> _ofJanitor = [];
    private readonly Dictionary<StateKey, Move[]> _ofOthers = [];

    /// <summary>How often one of them was asked.</summary>
    public int Asked => _ofDispatcher.Count + _ofJanitor.Count + _ofOthers.Count;

    /// <summary>The steps out of a state.</summary>
    /// <remarks>What one of them does depends on the row, on the world and on itself, and on no other. So each is asked once for what all states have in common in which those are the same.</remarks>
    public void Collect(ProtocolState state, List<Move> moves)
    {
        var alone = new ProtocolState { Row = state.Row, World = state.World };
        for (var i = 0; i < 2; i++)
        {
            foreach (var move in Ask(_ofDispatcher, alone with { First = state.Dispatcher(i) }, DispatcherSteps))
            {
                moves.Add(move with { Next = Among(state, move.Next).With(i, move.Next.First) });
            }
        }

        foreach (var move in Ask(_ofJanitor, alone with { Janitor = state.Janitor }, Sweep))
        {
            moves.Add(move with { Next = Among(state, move.Next) with { Janitor = move.Next.Janitor } });
        }

        var isHeld = state is { First: { IsFresh: true, Phase: not Phase.Idle } } or { Second: { IsFresh: true, Phase: not Phase.Idle } };
        foreach (var move in Ask(_ofOthers, alone, Others))
        {
            if (!isHeld || move.Name != Released)
            {
                var next = Among(state, move.Next);
                moves.Add(move with { Next = move.Name == Replayed ? next with { First = Earlier(next.First), Second = Earlier(next.Second) } : next });
            }
        }

        if (state.World.Hour < variant.Hours - 1 && state is { First.Phase: not (Phase.Calling or Phase.Marking), Second.Phase: not (Phase.Calling or Phase.Marking) })
        {
            // A key is trusted for a part of the time that the provider remembers it; no call lasts longer than the rest.
            moves.Add(new("the hour strikes", state with { World = state.World with { Hour = (byte)(state.World.Hour + 1), Remembering = 0 } }, null));
        }
    }

    private Move[] Ask(Dictionary<StateKey, Move[]> known, ProtocolState state, Action<ProtocolState, Delivery, List<(string Name, ProtocolState Next)>> collect)
    {
        if (!known.TryGetValue(state.Key, out var moves))
        {
            var steps = new List<(string Name, ProtocolState Next)>();
            collect(state, RowCode.Unpack(state.Row, ModelStore.Token, variant), steps);
            known[state.Key] = moves = [.. steps.Select(s => new Move(s.Name, s.Next, _rules.Check(state, s.Name, s.Next)))];
        }

        return moves;
    }

    // The state after a step in which somebody else was alone.
    private static ProtocolState Among(ProtocolState state, ProtocolState next)
    {
        var common = state with { Row = next.Row, World = next.World };
        return next.ChangedHands ? common.Outdate() with { ChangedHands = false } : common;
    }

    private static Worker Earlier(Worker worker) => worker with { IsEarlier = worker.Phase != Phase.Idle };

    private void DispatcherSteps(ProtocolState state, Delivery row, List<(string Name, ProtocolState Next)> steps) => _dispatcher.Collect(_store, state, row, 0, steps);

    private void Others(ProtocolState state, Delivery row, List<(string Name, ProtocolState Next)> steps)
    {
        _reports.Collect(_store, state, row, steps);
        Operate(state, row, steps);
        var matched = state;
        if (variant.OnlyProviderIds && _store.MatchReports(ref matched) > 0)
        {
            steps.Add(("waiting reports are matched", matched));
        }
    }

    private void Sweep(ProtocolState state, Delivery row, List<(string Name, ProtocolState Next)> steps)
    {
        if (state.Janitor.Phase == Phase.Found)
        {
            var next = state;
            _store.Record(ref next, Decide(state), isJanitor: true);
            steps.Add(("janitor writes", next with { Janitor = new(Phase.Idle) }));
            steps.Add(("janitor dies", state with { Janitor = new(Phase.Idle) }));
        }
        else
        {
            // The owner of a lease may be dead, or paused and still going to send: that cannot be told apart, so a lease may run out at any moment.
            foreach (var condition in Conditions)
            {
                if (row.WorkState != WorkState.Done && _store.Find(state, condition) is { } seen)
                {
                    steps.Add(("janitor finds it", state with { Janitor = new(Phase.Found, Hold.Fresh, RowCode.Pack(seen), state.World.Hour) }));
                }
            }

            if (variant.LosesClaims && row.WorkState == WorkState.Queued)
            {
                var claimed = state;
                var seen = _store.Claim(ref claimed);
                steps.Add(("janitor finds a claim, lost in a crash of the database", state with { Janitor = new(Phase.Found, Hold.Ahead, RowCode.Pack(seen), state.World.Hour) }));
            }
        }
    }

    private DeliveryChange Decide(ProtocolState state)
    {
        var hold = state.Janitor.Hold;
        var seen = RowCode.Unpack(state.Janitor.Seen, ModelStore.TokenOf(hold), variant);
        seen = hold == Hold.Fresh ? seen : seen with { OwnerEpoch = ModelStore.OwnerOf(hold) };
        seen = variant.Mutant == Mutant.FailedThoughAmbiguous ? seen with { Ambiguous = false } : seen;
        var now = RowCode.Now(state.Janitor.Hour);
        return seen.WorkState switch
        {
            WorkState.Leased => DeliveryTransition.Rescue(variant.Mutant == Mutant.RescueRequeuesStarted ? seen with { StartedAt = null } : seen, variant.Rules, now),
            WorkState.Parked => Resolve(variant.Mutant == Mutant.KeyNeverExpires && seen.KeyExpiresAt is not null ? seen with { KeyExpiresAt = DateTimeOffset.MaxValue } : seen, now),
            _ => DeliveryTransition.Expire(seen, now),
        };
    }

    private DeliveryChange Resolve(Delivery seen, DateTimeOffset now)
    {
        var change = DeliveryTransition.Resolve(variant.Mutant == Mutant.RepeatsRegardlessOfPolicy ? seen with { Policy = DeliveryPolicy.AtLeastOnce } : seen, variant.Rules, now);
        return variant.Mutant == Mutant.DuplicateNotFlagged ? change with { PossibleDuplicate = false } : change;
    }

    private void Operate(ProtocolState state, Delivery row, List<(string Name, ProtocolState Next)> steps)
    {
        if (row is { WorkState: WorkState.Leased, StartedAt: null })
        {
            var released = state;
            _store.Release(ref released);
            steps.Add((Released, released));
        }

        var cancelled = state;
        if (variant.Cancel && !state.World.IsCancelled && _store.Cancel(ref cancelled) is CancelResult.Cancelled or CancelResult.Requested)
        {
            steps.Add(("cancelled", cancelled with { World = cancelled.World with { IsCancelled = true } }));
        }

        var (replayed, old) = (state, state.World);
        if (variant.Replay && old.Generation == 0 && _store.Replay(ref replayed) == RequeueResult.Requeued)
        {
            steps.Add((Replayed, replayed with
            {
                World = new World { Hour = old.Hour, Generation = 1, EarlierEffects = old.Effects, ReportsEarlier = old.Reporting != 0, IsFrozen = replayed.World.IsFrozen },
            }));
        }
    }
}
