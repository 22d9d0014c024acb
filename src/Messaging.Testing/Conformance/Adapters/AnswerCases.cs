using Messaging.Channels;

namespace Messaging.Testing.Conformance.Adapters;

/// <summary>Each answer that the vendor documents gives the outcome that its script promises.</summary>
internal static class AnswerCases
{
    public static IEnumerable<AdapterConformanceCase> Of(VendorScript vendor) => vendor.Answers.Select(a => new AdapterConformanceCase($"Answer_{a.Name}_GivesItsOutcome", subject => RunAsync(subject, a)));

    private static async Task RunAsync(AdapterUnderTest subject, VendorAnswer answer)
    {
        var trial = await AdapterTrial.StartAsync(subject).ConfigureAwait(false);
        await using (trial.ConfigureAwait(false))
        {
            var outcome = await trial.Next(answer.Reply).SendAsync().ConfigureAwait(false);
            Expect.Equal(answer.Outcome, outcome.Kind, "the outcome");
            Expect.Equal(answer.Failure, outcome.Failure?.Kind ?? FailureKind.None, "the class of failure");
            Expect.True(answer.RetryAfter is null || answer.RetryAfter == outcome.RetryAfter, $"the wait: expected {answer.RetryAfter}, found {outcome.RetryAfter}");
            Expect.True(answer.Code is null || answer.Code == outcome.Failure?.Code, $"the code: expected {answer.Code}, found {outcome.Failure?.Code}");
            Expect.True(outcome.Failure is null || outcome.Failure.Code.Length > 0, "a failure has a code");
        }
    }
}
