using System.Diagnostics;
using Messaging.Messages;
using Xunit.Abstractions;

namespace Messaging.Core.Tests.Protocol;

public sealed class ProtocolModelTests(ITestOutputHelper output)
{
    private const DeliveryPolicy Again = DeliveryPolicy.AtLeastOnce;
    private const DeliveryPolicy Once = DeliveryPolicy.AtMostOnce;

    // Set to 'full' before a change of the protocol is released: minutes instead of seconds.
    private static readonly bool IsFull = string.Equals(Environment.GetEnvironmentVariable("MESSAGING_MODEL"), "full", StringComparison.Ordinal);

    private static readonly Variant[] Narrow =
    [
        new("plain, again", Again) { Retries = 2 },
        new("plain, once", Once) { Retries = 2 },
        new("claims lost, again", Again) { LosesClaims = true, Cancel = true },
        new("claims lost, once", Once) { LosesClaims = true, Cancel = true },
        new("cancelled, again", Again) { Cancel = true },
        new("cancelled, once", Once) { Cancel = true },
        new("expiring, again", Again) { Hours = 2, Expires = true },
        new("expiring, once", Once) { Hours = 2, Expires = true },
        new("failure reports, again", Again) { Failures = true },
        new("bounces, once", Once) { Failures = true, Channel = MessageChannel.Email },
        new("only provider ids, again", Again) { OnlyProviderIds = true },
        new("replayed, again", Again) { Replay = true },
        new("replayed, once", Once) { Replay = true },
        new("keys, again", Again) { Keys = true, Hours = 2 },
        new("keys, once", Once) { Keys = true, Hours = 2 },
    ];

    private static readonly Variant[] Variants = IsFull ? [.. Narrow.Select(v => v.Wider)] : Narrow;

    private static readonly (Mutant Mutant, string Variant, string Broken)[] Kills =
    [
        (Mutant.NoFenceOnStart, "plain, once", ProtocolRules.AtMostOnce),
        (Mutant.NoFenceOnStart, "plain, again", ProtocolRules.Flagged),
        (Mutant.NoFenceOnCompletion, "plain, once", ProtocolRules.StaysDone),
        (Mutant.NoFenceOnCompletion, "plain, again", ProtocolRules.StaysDone),
        (Mutant.NoOwnerOnStart, "claims lost, once", ProtocolRules.AtMostOnce),
        (Mutant.NoOwnerOnStart, "claims lost, again", ProtocolRules.Flagged),
        (Mutant.NoOwnerOnCompletion, "claims lost, once", ProtocolRules.StaysDone),
        (Mutant.NoAttemptGuard, "plain, once", ProtocolRules.AtMostOnce),
        (Mutant.RescueRequeuesStarted, "plain, once", ProtocolRules.AtMostOnce),
        (Mutant.RescueRequeuesStarted, "plain, again", ProtocolRules.Flagged),
        (Mutant.UnknownTakenForRetry, "plain, once", ProtocolRules.AtMostOnce),
        (Mutant.UnknownTakenForRetry, "plain, again", ProtocolRules.Flagged),
        (Mutant.StartIgnoresProof, "plain, again", ProtocolRules.NoStartAfterProof),
        (Mutant.StartIgnoresCancel, "cancelled, once", ProtocolRules.NoStartAfterCancel),
        (Mutant.MarkCountsAgain, "plain, once", ProtocolRules.CountedOnce),
        (Mutant.FailedThoughAmbiguous, "plain, again", ProtocolRules.NeverDenied),
        (Mutant.FailedThoughAmbiguous, "expiring, again", ProtocolRules.NeverDenied),
        (Mutant.RecordIgnoresProof, "plain, once", ProtocolRules.ProofCounts),
        (Mutant.LateAcceptanceDropped, "plain, once", ProtocolRules.ProofCounts),
        (Mutant.ReplayKeepsGeneration, "replayed, once", ProtocolRules.NeverInvented),
        (Mutant.OldGenerationCounts, "replayed, again", ProtocolRules.NeverInvented),
        (Mutant.OldFailureCounts, "failure reports, again", ProtocolRules.LatestFails),
        (Mutant.DuplicateNotFlagged, "plain, again", ProtocolRules.Flagged),
        (Mutant.KeyNeverExpires, "keys, once", ProtocolRules.AtMostOnce),
        (Mutant.KeyKnownEverywhere, "keys, once", ProtocolRules.AtMostOnce),
        (Mutant.RepeatsRegardlessOfPolicy, "plain, once", ProtocolRules.AtMostOnce),
    ];

    public static TheoryData<string> Names => [.. Variants.Select(v => v.Name)];

    public static TheoryData<string> Mutants => [.. Kills.Select(k => $"{k.Mutant}: {k.Variant}")];

    [Theory]
    [MemberData(nameof(Names))]
    public void Protocol_EveryReachableState_KeepsEveryRule(string name)
    {
        var watch = Stopwatch.StartNew();
        var check = new ProtocolCheck(Variants.Single(v => v.Name == name)).Run();
        output.WriteLine($"{name}: {check.States} states, {check.Steps} steps of {check.Asked} kinds, {check.Violations.Count} violations, ends {string.Join(", ", check.Ends)}, {watch.Elapsed.TotalSeconds:F1} s");
        Assert.True(check.Violations.Count == 0, string.Join("\n", check.Violations.Select(v => $"{v.Key} <- {v.Value}")));
    }

    [Theory]
    [MemberData(nameof(Mutants))]
    public void Protocol_WithoutOneRule_BreaksAPromise(string name)
    {
        var kill = Kills.Single(k => $"{k.Mutant}: {k.Variant}" == name);
        var check = new ProtocolCheck(Narrow.Single(v => v.Name == kill.Variant) with { Mutant = kill.Mutant }).Run(until: kill.Broken);
        output.WriteLine($"{name}: {check.States} states, {kill.Broken} <- {check.Violations.GetValueOrDefault(kill.Broken, "not broken")}");
        Assert.Contains(kill.Broken, check.Violations.Keys);
    }

    [Fact]
    public void Mutants_EachOfThem_IsTried() =>
        Assert.Equal(Enum.GetValues<Mutant>().Where(m => m != Mutant.None), Kills.Select(k => k.Mutant).Distinct().Order());
}
