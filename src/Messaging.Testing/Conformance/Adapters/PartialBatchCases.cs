using Messaging.Channels;

namespace Messaging.Testing.Conformance.Adapters;

/// <summary>A call of which the vendor took some messages and refused others: what happened to one says nothing of its neighbours.</summary>
internal static class PartialBatchCases
{
    private static readonly (string Name, bool[] Taken)[] Patterns =
        [("First", [false, true, true, true]), ("Last", [true, true, true, false]), ("Middle", [true, false, true, false]), ("All", [false, false, false, false])];

    public static IReadOnlyList<AdapterConformanceCase> All { get; } =
        [.. Patterns.Select(p => new AdapterConformanceCase($"Batch_{p.Name}Refused_GivesOneOutcomePerMessageInOrder", subject => RunAsync(subject, p.Taken)))];

    private static async Task RunAsync(AdapterUnderTest subject, bool[] taken)
    {
        var trial = await AdapterTrial.StartAsync(subject).ConfigureAwait(false);
        await using (trial.ConfigureAwait(false))
        {
            var ids = trial.Ids(taken.Length).Select((id, i) => taken[i] ? id : null).ToList();
            trial.Attempts = request => subject.Vendor.Batch!.AcceptSome!(request, ids);
            var outcomes = await trial.SendBatchAsync(BatchCases.Messages(subject, taken.Length)).ConfigureAwait(false);
            Expect.Sequence(taken, outcomes.Select(o => o.Kind == SendOutcomeKind.Accepted), "which messages were accepted");
            Expect.Sequence(ids, outcomes.Select(o => o.ProviderMessageId), "the ids, in order");
            Expect.True(outcomes.Where(o => o.Kind != SendOutcomeKind.Accepted).All(o => o.Kind == SendOutcomeKind.Rejected && o.Failure is not null), "the others are refused, with a reason");
        }
    }
}
