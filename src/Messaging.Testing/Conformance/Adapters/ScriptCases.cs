using Messaging.Channels;

namespace Messaging.Testing.Conformance.Adapters;

/// <summary>The script speaks of everything the adapter says it can do, so that no case is left out in silence.</summary>
internal static class ScriptCases
{
    public static IReadOnlyList<AdapterConformanceCase> All { get; } =
    [
        new("Script_HasAnAnswerOfEveryClass", subject =>
        {
            var told = subject.Vendor.Answers.Select(a => a.Failure).ToHashSet();
            foreach (var kind in new[] { FailureKind.InvalidRecipient, FailureKind.Refused, FailureKind.Configuration, FailureKind.Throttled })
            {
                Expect.True(told.Contains(kind) || subject.Vendor.Lacks.Contains(kind), $"an answer of the class {kind} in VendorScript.Answers, or {kind} in VendorScript.Lacks");
            }

            return Task.CompletedTask;
        }),
        new("Script_AgreesWithTheCapabilities", async subject =>
        {
            var trial = await AdapterTrial.StartAsync(subject).ConfigureAwait(false);
            await using (trial.ConfigureAwait(false))
            {
                var (adapter, vendor) = (trial.Adapter, subject.Vendor);
                Expect.Equal(adapter.Capabilities, adapter.Capabilities, "capabilities, which are constant");
                Expect.Equal(adapter.Capabilities.IdempotencyWindow is not null, vendor.IdempotencyKey is not null, "a key in the script as in ChannelCapabilities.IdempotencyWindow");
                Expect.Equal(adapter is IBatchChannelAdapter, vendor.Batch is not null, "VendorScript.Batch is there where the adapter is an IBatchChannelAdapter");
                Expect.Equal(adapter is IStatusLookup, vendor.Lookup is not null, "VendorScript.Lookup is there where the adapter is an IStatusLookup");
                Expect.True(adapter is not IBatchChannelAdapter || adapter.Capabilities.MaxBatchSize > 1, "an IBatchChannelAdapter has a MaxBatchSize of 2 or more");
            }
        }),
    ];
}
