using Messaging.Channels;
using Messaging.Testing.Http;

namespace Messaging.Testing.Conformance.Adapters;

/// <summary>The token is how the dispatcher's time-out, a stopping host and a lost lease end a call. What is certain then depends on how far it had come.</summary>
internal static class CancellationCases
{
    public static IReadOnlyList<AdapterConformanceCase> All { get; } =
    [
        new("Cancellation_BeforeTheCall_IsCertainlyNotSent", async subject =>
        {
            var trial = await AdapterTrial.StartAsync(subject).ConfigureAwait(false);
            await using (trial.ConfigureAwait(false))
            {
                var outcome = await trial.SendAsync(requests: 0, cancellationToken: new CancellationToken(canceled: true)).ConfigureAwait(false);
                Expect.Equal(SendOutcomeKind.Retry, outcome.Kind, "the outcome");
            }
        }),
        new("Timeout_OfAServerThatNeverAnswers_IsUnknown", subject => WhileWaitingAsync(subject, (_, _) => HttpReply.NeverAnswer)),
        new("Timeout_BeforeTheVendorSaysThatItTookIt_IsUnknown", subject => WhileWaitingAsync(subject, (reply, released) => reply.After(released))),
        new("Cancellation_WhileTheAnswerDrips_IsAcceptedByItsStatus", async subject =>
        {
            var trial = await AdapterTrial.StartAsync(subject).ConfigureAwait(false);
            await using (trial.ConfigureAwait(false))
            {
                using var cancel = new CancellationTokenSource();
                var never = new TaskCompletionSource();
                trial.Attempts = request => (trial.Accepts(request) with { Body = new byte[64] }).InPieces(8, index => index < 2 ? Task.CompletedTask : CancelAsync(cancel, never.Task));
                var outcome = await trial.SendAsync(cancellationToken: cancel.Token).ConfigureAwait(false);
                Expect.True(outcome.Kind is SendOutcomeKind.Accepted or SendOutcomeKind.Unknown, $"an acceptance, or unknown when the status was not seen; found {outcome.Kind}");
            }
        }),
    ];

    private static async Task WhileWaitingAsync(AdapterUnderTest subject, Func<HttpReply, Task, HttpReply> change)
    {
        var trial = await AdapterTrial.StartAsync(subject).ConfigureAwait(false);
        await using (trial.ConfigureAwait(false))
        {
            using var cancel = new CancellationTokenSource();
            var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var (late, own) = (subject.Vendor.NewId(31), subject.Vendor.NewId(32));
            trial.Attempts = request => change(subject.Vendor.Accept(request, [late]), released.Task);
            var sending = trial.SendAsync(cancellationToken: cancel.Token);
            await trial.ArrivalAsync().ConfigureAwait(false);
            await cancel.CancelAsync().ConfigureAwait(false);
            var outcome = await sending.ConfigureAwait(false);
            Expect.Equal(SendOutcomeKind.Unknown, outcome.Kind, "the outcome");
            Expect.Equal(FailureKind.Timeout, outcome.Failure?.Kind, "the class of failure");

            // The late answer must not be taken for that of the next message.
            released.SetResult();
            trial.Attempts = request => subject.Vendor.Accept(request, [own]);
            Expect.Equal(own, (await trial.SendAsync(subject.MessageOf(2)).ConfigureAwait(false)).ProviderMessageId, "the id of the next message");
        }
    }

    private static async Task CancelAsync(CancellationTokenSource cancel, Task until)
    {
        await cancel.CancelAsync().ConfigureAwait(false);
        await until.ConfigureAwait(false);
    }
}
