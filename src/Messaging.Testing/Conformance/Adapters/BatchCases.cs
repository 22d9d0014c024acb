using Messaging.Channels;
using Messaging.Testing.Http;

namespace Messaging.Testing.Conformance.Adapters;

/// <summary>Several messages in one call: one request, one outcome for each, in their order.</summary>
internal static class BatchCases
{
    public static IReadOnlyList<AdapterConformanceCase> All { get; } =
    [
        new("Batch_Accepted_GivesEachItsId", subject => RunAsync(subject, 3)),
        new("Batch_OfOne_GivesItsId", subject => RunAsync(subject, 1)),
        new("Batch_OfTheLargestSize_IsOneRequest", subject => RunAsync(subject, null)),
        new("Batch_AcceptedWithoutABody_IsAcceptedForEach", subject => EachAsync(subject, trial => request => HttpReply.Of(trial.Accepts(request).Status), SendOutcomeKind.Accepted)),
        new("Batch_AcceptedWithGarbage_IsAcceptedForEach", subject => EachAsync(subject, trial => request => HttpReply.Of(trial.Accepts(request).Status, "{\"data\":[{"), SendOutcomeKind.Accepted)),
        new("Batch_AnsweredForFewerThanWereSent_IsNeverRefusedOrRepeated", async subject =>
        {
            var trial = await AdapterTrial.StartAsync(subject).ConfigureAwait(false);
            await using (trial.ConfigureAwait(false))
            {
                trial.Attempts = request => subject.Vendor.Accept(request, [subject.Vendor.NewId(1)]);
                var outcomes = await trial.SendBatchAsync(Messages(subject, 3)).ConfigureAwait(false);
                Expect.True(outcomes.All(o => o.Kind is SendOutcomeKind.Accepted or SendOutcomeKind.Unknown), "messages that a 2xx does not speak of are accepted or unknown");
            }
        }),
        new("Batch_WithoutAnAnswer_IsUnknownForEach", subject => EachAsync(subject, _ => _ => HttpReply.ResetAfterReading, SendOutcomeKind.Unknown)),
        new("Batch_AnsweredByAProxy_IsUnknownForEach", subject => EachAsync(subject, _ => _ => HttpReply.Html(502), SendOutcomeKind.Unknown)),
        new("Batch_Throttled_IsThrottledForEach", subject => EachAsync(subject, _ => _ => HttpReply.Of(429).WithHeader("Retry-After", "9"), SendOutcomeKind.Throttled)),
        new("Batch_WithoutCredentials_IsAConfigurationFailureForEach", subject => EachAsync(subject, _ => _ => HttpReply.Of(401), SendOutcomeKind.Retry)),
        new("Batch_Cancelled_IsUnknownForEach", async subject =>
        {
            var trial = await AdapterTrial.StartAsync(subject).ConfigureAwait(false);
            await using (trial.ConfigureAwait(false))
            {
                using var cancel = new CancellationTokenSource();
                var sending = trial.Next(HttpReply.NeverAnswer).SendBatchAsync(Messages(subject, 3), cancellationToken: cancel.Token);
                await trial.ArrivalAsync().ConfigureAwait(false);
                await cancel.CancelAsync().ConfigureAwait(false);
                Expect.True((await sending.ConfigureAwait(false)).All(o => o.Kind == SendOutcomeKind.Unknown), "every outcome is unknown");
            }
        }),
    ];

    public static IReadOnlyList<OutboundMessage> Messages(AdapterUnderTest subject, int count) =>
        [.. Enumerable.Range(1, count).Select(n => subject.Vendor.Batch!.Sample?.Invoke(n) ?? subject.MessageOf(n))];

    private static async Task RunAsync(AdapterUnderTest subject, int? count)
    {
        var trial = await AdapterTrial.StartAsync(subject).ConfigureAwait(false);
        await using (trial.ConfigureAwait(false))
        {
            var messages = Messages(subject, count ?? trial.Adapter.Capabilities.MaxBatchSize);
            var outcomes = await trial.SendBatchAsync(messages).ConfigureAwait(false);
            Expect.True(outcomes.All(o => o.Kind == SendOutcomeKind.Accepted), "every message is accepted");
            Expect.Sequence(subject.Vendor.Batch!.Returned(trial.Ids(messages.Count)), outcomes.Select(o => o.ProviderMessageId), "the ids, in order");
            ContentCases.CheckArrived(messages, trial.Read(trial.Requests[^1]));
        }
    }

    private static async Task EachAsync(AdapterUnderTest subject, Func<AdapterTrial, Func<ReceivedRequest, HttpReply>> attempts, SendOutcomeKind expected)
    {
        var trial = await AdapterTrial.StartAsync(subject).ConfigureAwait(false);
        await using (trial.ConfigureAwait(false))
        {
            trial.Attempts = attempts(trial);
            var outcomes = await trial.SendBatchAsync(Messages(subject, 3)).ConfigureAwait(false);
            Expect.Sequence(Enumerable.Repeat(expected, 3), outcomes.Select(o => o.Kind), "the outcomes");
        }
    }
}
