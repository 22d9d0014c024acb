using Messaging.Messages;

namespace Messaging.Core.Tests.Protocol;

/// <summary>What must hold in every state and at every step.</summary>
internal sealed class ProtocolRules(Variant variant)
{
    public const string AtMostOnce = "at most once: one acceptance in a generation";
    public const string Flagged = "nothing is sent twice without being flagged before";
    public const string NeverInvented = "accepted only if it was";
    public const string ProofCounts = "what proves acceptance counts";
    public const string NeverDenied = "no failure although it was accepted";
    public const string OneEnd = "done with one outcome, or neither";
    public const string LatestFails = "failed only on the word of the latest attempt";
    public const string CountedOnce = "one mark, one attempt, one count";
    public const string FlagsStay = "flags stay, and are true";
    public const string StaysDone = "done stays done, but for a replay";
    public const string NoStartAfterProof = "no call is announced after proof of acceptance";
    public const string NoStartAfterCancel = "no call is announced after a cancellation was confirmed";
    public const string RankRises = "the rank never falls";
    public const string NeverStuck = "every state can still come to an end";

    /// <summary>The rule that a state breaks, or null.</summary>
    public string? Check(ProtocolState state)
    {
        var (row, world) = (RowCode.Unpack(state.Row, 0, variant), state.World);
        var isDone = row.WorkState == WorkState.Done;
        var isFailed = row.Outcome is DeliveryOutcome.Rejected or DeliveryOutcome.Exhausted or DeliveryOutcome.Poison or DeliveryOutcome.Expired or DeliveryOutcome.Suppressed;
        var isReportedFailed = row.StatusRank is StatusRank.Failed or StatusRank.Dropped or StatusRank.Bounced;
        return 0 switch
        {
            _ when variant.Policy == DeliveryPolicy.AtMostOnce && (world.Effects > 1 || world.EarlierEffects > 1) => AtMostOnce,
            _ when world.Effects + world.EarlierEffects > 1 && !row.PossibleDuplicate => Flagged,
            _ when row.Outcome == DeliveryOutcome.Accepted && world.Effects == 0 => NeverInvented,
            _ when world.IsProved && (row.StatusRank < StatusRank.Accepted || (isDone && row.Outcome != DeliveryOutcome.Accepted)) => ProofCounts,
            _ when (isFailed || (row.Outcome == DeliveryOutcome.Cancelled && !row.Ambiguous)) && world.Effects > 0 => NeverDenied,
            _ when isDone != (row.Outcome != DeliveryOutcome.None) => OneEnd,
            _ when isReportedFailed && world.Accepted >> world.Failed != 0 => LatestFails,
            _ when world.Counted > 1 || world.Counted != row.CapDay => CountedOnce,
            _ when row.DuplicateConfirmed && world.Effects + world.EarlierEffects < 2 => FlagsStay,
            _ => null,
        };
    }

    /// <summary>The rule that a step breaks, or null.</summary>
    public string? Check(ProtocolState from, string name, ProtocolState to)
    {
        var isGranted = name is DispatcherSteps.Granted or DispatcherSteps.GrantedUnheard;
        if (from.Row == to.Row && !isGranted)
        {
            return null;
        }

        var (before, after) = (RowCode.Unpack(from.Row, 0, variant), RowCode.Unpack(to.Row, 0, variant));
        if (name == ProtocolSteps.Replayed)
        {
            return after.Generation == before.Generation + 1 || variant.Mutant == Mutant.ReplayKeepsGeneration ? null : OneEnd;
        }

        var isRepeated = isGranted && before.StartedAt is not null;
        var mayChange = before.Outcome == after.Outcome || after.Outcome == DeliveryOutcome.Accepted;
        return 0 switch
        {
            _ when before.WorkState == WorkState.Done && (after.WorkState != WorkState.Done || !mayChange) => StaysDone,
            _ when after.Generation != before.Generation => OneEnd,
            _ when isGranted && (from.World.IsProved || before.StatusRank >= StatusRank.Accepted) => NoStartAfterProof,
            _ when isGranted && from.World.IsCancelled => NoStartAfterCancel,
            _ when after.StatusRank < before.StatusRank => RankRises,
            _ when isRepeated && from.Row != to.Row => CountedOnce,
            _ when after.Attempt != before.Attempt + (isGranted && !isRepeated ? 1 : 0) => CountedOnce,
            _ when (before.PossibleDuplicate && !after.PossibleDuplicate) || (before.DuplicateConfirmed && !after.DuplicateConfirmed) => FlagsStay,
            _ => null,
        };
    }
}
