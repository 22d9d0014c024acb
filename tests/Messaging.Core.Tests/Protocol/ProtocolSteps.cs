using Messaging.Messages;
using Messaging.Storage;

namespace Messaging.Core.Tests.Protocol;

/// <summary>Everything that may happen next in a state, and what the store makes of it.</summary>
internal sealed class ProtocolSteps(Variant variant)
{
    /// <summary>The most attempts of a generation: the first, two retries, and one that used up no retry.</summary>
    public const int MaxAttempts = 4;

    public const string Replayed = "an operator replays it";

    private static readonly DeliveryCondition[] Conditions = [DeliveryCondition.Abandoned, DeliveryCondition.Unproved, DeliveryCondition.Expired];

    private readonly ModelStore _store = new(variant);
    private readonly DispatcherSteps _dispatcher = new(variant);
    private readonly ReportSteps _reports = new(variant);

    /// <summary>The steps out of a state, each with its name.</summary>
    public void Collect(ProtocolState state, List<(string Name, ProtocolState Next)> steps)
    {
        var row = RowCode.Unpack(state.Row, ModelStore.Token, variant);
        for (var i = 0; i < 2; i++)
        {
            _dispatcher.Collect(_store, state, row, i, steps);
        }

        Sweep(state, row, steps);
        _reports.Collect(_store, state, row, steps);
        Operate(state, row, steps);
        if (state.World.Hour < variant.Hours - 1 && state is { First.Phase: not (Phase.Calling or Phase.Marking), Second.Phase: not (Phase.Calling or Phase.Marking) })
        {
            // A key is trusted for a part of the time that the provider remembers it; no call lasts longer than the rest.
            steps.Add(("the hour strikes", state with { World = state.World with { Hour = (byte)(state.World.Hour + 1), Remembering = 0 } }));
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
                    steps.Add(("janitor finds it", state with { Janitor = new(Phase.Found, true, RowCode.Pack(seen), state.World.Hour) }));
                }
            }
        }

        if (variant.OnlyProviderIds)
        {
            var matched = state;
            if (_store.MatchReports(ref matched) > 0)
            {
                steps.Add(("waiting reports are matched", matched));
            }
        }
    }

    private DeliveryChange Decide(ProtocolState state)
    {
        var seen = RowCode.Unpack(state.Janitor.Seen, ModelStore.Token, variant);
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
        var isHeld = state is { First: { IsFresh: true, Phase: not Phase.Idle } } or { Second: { IsFresh: true, Phase: not Phase.Idle } };
        if (row is { WorkState: WorkState.Leased, StartedAt: null } && !isHeld)
        {
            var released = state;
            _store.Release(ref released);
            steps.Add(("what nobody knows to hold is given back", released));
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
                First = replayed.First with { IsEarlier = replayed.First.Phase != Phase.Idle },
                Second = replayed.Second with { IsEarlier = replayed.Second.Phase != Phase.Idle },
                World = new World { Hour = old.Hour, Generation = 1, EarlierEffects = old.Effects, ReportsEarlier = old.Reporting != 0, IsFrozen = replayed.World.IsFrozen },
            }));
        }
    }
}
