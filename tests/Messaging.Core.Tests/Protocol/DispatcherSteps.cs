using Messaging.Channels;
using Messaging.Messages;

namespace Messaging.Core.Tests.Protocol;

/// <summary>What one dispatcher may do next: claim, check and announce, record, or die.</summary>
internal sealed class DispatcherSteps(Variant variant)
{
    public const string Granted = "the mark is granted";
    public const string GrantedUnheard = "the mark is granted, its answer lost";

    private static readonly SendFailure Failure = new(FailureKind.Temporary, "");
    private readonly ProviderSteps _provider = new(variant);

    public void Collect(ModelStore store, ProtocolState state, Delivery row, int index, List<(string Name, ProtocolState Next)> steps)
    {
        var worker = state.Dispatcher(index);
        switch (worker.Phase)
        {
            case Phase.Idle when row.WorkState == WorkState.Queued:
                Claim(store, state, index, steps);
                return;
            case Phase.Claimed:
                ClaimAgain(store, state, row, index, steps);
                Prepare(store, state, index, steps);
                break;
            case Phase.Marking:
                Mark(store, state, index, StartOf(worker), steps);
                break;
            case Phase.Calling:
                _provider.Collect(state, index, steps);
                break;
            case Phase.Answered:
                Record(store, state, index, steps);
                break;
        }

        if (worker.Phase != Phase.Idle)
        {
            steps.Add(("dispatcher dies", state.With(index, new(Phase.Idle))));
        }
    }

    private void Claim(ModelStore store, ProtocolState state, int index, List<(string Name, ProtocolState Next)> steps)
    {
        var next = state;
        var claimed = store.Claim(ref next);
        var holder = new Worker(Phase.Claimed, Hold.Fresh, RowCode.Pack(claimed), state.World.Hour, IsFrozen: next.World.IsFrozen);
        steps.Add(("claim", next.With(index, holder)));
        steps.Add(("claim, its answer lost", next));
        if (variant.LosesClaims)
        {
            steps.Add(("claim, lost in a crash of the database", state.With(index, holder with { Hold = Hold.Ahead })));
        }
    }

    // A dispatcher that is given what it holds already goes on with what it holds.
    private static void ClaimAgain(ModelStore store, ProtocolState state, Delivery row, int index, List<(string Name, ProtocolState Next)> steps)
    {
        var worker = state.Dispatcher(index);
        if (worker.Hold == Hold.Ahead && row.WorkState == WorkState.Queued)
        {
            var next = state;
            store.Claim(ref next);
            steps.Add(("claim of what it holds", next.With(index, worker with { Hold = Hold.Fresh })));
        }
    }

    private void Prepare(ModelStore store, ProtocolState state, int index, List<(string Name, ProtocolState Next)> steps)
    {
        var worker = state.Dispatcher(index) with { Hour = state.World.Hour };
        var (seen, now) = (Seen(worker), RowCode.Now(state.World.Hour));
        Refuse("given back", DeliveryTransition.Release(seen, seen.DueAt));
        Refuse("suppressed", DeliveryTransition.Refuse(Blind(seen), DeliveryOutcome.Suppressed, DecisionCode.SuppressErased, now));
        if (now >= seen.ExpiresAt)
        {
            Refuse("expired", DeliveryTransition.Expire(Blind(seen), now));
            return;
        }

        for (byte connection = 1; connection <= (variant.Keys ? 2 : 1); connection++)
        {
            worker = worker with { Connection = connection };
            if (RepetitionOf(worker) is { } unrepeatable)
            {
                Refuse("not repeated", unrepeatable);
            }
            else
            {
                Mark(store, state.With(index, worker), index, StartOf(worker), steps);
            }
        }

        void Refuse(string name, DeliveryChange change)
        {
            var next = state;
            store.Record(ref next, change, isJanitor: false);
            steps.Add((name, next.With(index, new(Phase.Idle))));
        }
    }

    private void Mark(ModelStore store, ProtocolState state, int index, DeliveryStart start, List<(string Name, ProtocolState Next)> steps)
    {
        var (next, worker) = (state, state.Dispatcher(index));
        var isRepeated = worker.Phase == Phase.Marking;
        if (isRepeated && variant.Mutant == Mutant.MarkCountsAgain)
        {
            start = start with { Attempt = (short)(RowCode.Unpack(state.Row, ModelStore.Token, variant).Attempt + 1) };
        }

        if (!store.Start(ref next, start))
        {
            steps.Add(("the mark is refused", next.With(index, new(Phase.Idle))));
            return;
        }

        var announced = worker with { Phase = Phase.Calling, Hold = Hold.Fresh, Seen = RowCode.Pack(DeliveryTransition.Announced(Seen(worker), start)), IsFrozen = false, Hour = 0 };
        steps.Add((Granted, next.With(index, announced)));
        if (!isRepeated)
        {
            steps.Add((GrantedUnheard, next.With(index, worker with { Phase = Phase.Marking })));
        }
    }

    private void Record(ModelStore store, ProtocolState state, int index, List<(string Name, ProtocolState Next)> steps)
    {
        var worker = state.Dispatcher(index);
        var (seen, outcome) = (Blind(Seen(worker)), OutcomeOf(worker));
        var evidence = new MessageAttempt
        {
            DeliveryId = seen.Id, Generation = seen.Generation, Attempt = seen.Attempt, Connection = seen.Connection, Outcome = outcome.Kind, ProviderMessageId = outcome.ProviderMessageId,
        };
        var asked = outcome.Kind == SendOutcomeKind.Unknown && variant.Mutant == Mutant.UnknownTakenForRetry ? SendOutcome.Retry(Failure) : outcome;
        var change = DeliveryTransition.Complete(seen, asked, evidence, variant.Rules, RowCode.Now(state.World.Hour), 0.5, worker.Answer == Answer.RetryElsewhere);
        var next = state;
        var written = store.Record(ref next, change, isJanitor: false);
        if (outcome.Kind == SendOutcomeKind.Accepted && !worker.IsEarlier)
        {
            next = next with { World = next.World with { IsProved = true } };
        }

        steps.Add((written ? "the result is written" : "the result comes too late", next.With(index, new(Phase.Idle))));
        if (written)
        {
            steps.Add(("the result is written, its answer lost", next));
        }
    }

    private DeliveryChange? RepetitionOf(Worker worker)
    {
        var seen = Seen(worker);
        seen = variant.Mutant == Mutant.RepeatsRegardlessOfPolicy ? seen with { Policy = DeliveryPolicy.AtLeastOnce } : seen;
        return DeliveryTransition.RefuseRepetition(seen, IsUnderKey(worker), RowCode.Now(worker.Hour));
    }

    private DeliveryStart StartOf(Worker worker)
    {
        var key = variant.Keys ? RowCode.Now(worker.Hour).AddMinutes(30) : (DateTimeOffset?)null;
        var seen = Seen(worker);
        var start = DeliveryTransition.Announce(seen, RowCode.Connections[worker.Connection], key, IsUnderKey(worker)) with
        {
            Payload = variant.Keys && !worker.IsFrozen ? "{}" : null,
            CapContact = seen.CapDay == 0 ? RowCode.Id : null,
            CapDay = seen.CapDay == 0 ? 1 : 0,
            CapLimit = seen.CapDay == 0 ? 100 : 0,
        };
        return variant.Mutant == Mutant.DuplicateNotFlagged ? start with { PossibleDuplicate = false } : start;
    }

    private bool IsUnderKey(Worker worker)
    {
        var (seen, connection) = (Seen(worker), RowCode.Connections[worker.Connection]);
        seen = variant.Mutant switch
        {
            Mutant.KeyNeverExpires when seen.KeyExpiresAt is not null => seen with { KeyExpiresAt = DateTimeOffset.MaxValue },
            Mutant.KeyKnownEverywhere => seen with { Connection = connection },
            _ => seen,
        };
        return DeliveryTransition.IsUnderKey(seen, connection, variant.Keys, worker.IsFrozen, RowCode.Now(worker.Hour));
    }

    private Delivery Seen(Worker worker) => RowCode.Unpack(worker.Seen, ModelStore.TokenOf(worker.Hold), variant) with { OwnerEpoch = ModelStore.OwnerOf(worker.Hold) };

    private Delivery Blind(Delivery seen) => variant.Mutant == Mutant.FailedThoughAmbiguous ? seen with { Ambiguous = false } : seen;

    private static SendOutcome OutcomeOf(Worker worker) => worker.Answer switch
    {
        Answer.Accepted => SendOutcome.Accepted(RowCode.ProviderId(worker.ProviderId)),
        Answer.Rejected => SendOutcome.Rejected(Failure),
        Answer.Retry or Answer.RetryElsewhere => SendOutcome.Retry(Failure),
        Answer.Throttled => SendOutcome.Throttled(TimeSpan.FromSeconds(1)),
        _ => SendOutcome.Unknown(Failure),
    };
}
