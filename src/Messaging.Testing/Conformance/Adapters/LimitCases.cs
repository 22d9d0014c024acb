using Messaging.Channels;

namespace Messaging.Testing.Conformance.Adapters;

/// <summary>The limits that the vendor documents are kept before a request is made.</summary>
internal static class LimitCases
{
    public static IEnumerable<AdapterConformanceCase> Of(VendorScript vendor) => vendor.Limits.SelectMany(limit => new AdapterConformanceCase[]
    {
        new($"Limit_{limit.Name}_JustWithin_IsSent", async subject =>
        {
            var trial = await AdapterTrial.StartAsync(subject).ConfigureAwait(false);
            await using (trial.ConfigureAwait(false))
            {
                Expect.Equal(SendOutcomeKind.Accepted, (await trial.SendAsync(limit.Within(subject.MessageOf(1))).ConfigureAwait(false)).Kind, "the outcome");
            }
        }),
        new($"Limit_{limit.Name}_JustBeyond_IsRefusedWithoutARequest", async subject =>
        {
            var trial = await AdapterTrial.StartAsync(subject).ConfigureAwait(false);
            await using (trial.ConfigureAwait(false))
            {
                var outcome = await trial.SendAsync(limit.Beyond(subject.MessageOf(1)), requests: 0).ConfigureAwait(false);
                Expect.Equal((SendOutcomeKind.Rejected, limit.Failure), (outcome.Kind, outcome.Failure?.Kind ?? FailureKind.None), "outcome and class of failure");
            }
        }),
    });
}
