using Messaging.Channels;
using Messaging.Testing.Http;

namespace Messaging.Testing.Conformance.Adapters;

/// <summary>Asking what became of a message: only a clear answer decides, and silence proves nothing.</summary>
internal static class LookupCases
{
    public static IReadOnlyList<AdapterConformanceCase> All { get; } =
    [
        new("Lookup_OfATakenMessage_SaysSoWithItsId", subject => RunAsync(subject, (script, request) => script.Taken(request, subject.Vendor.NewId(5)), answer => answer.IsTaken && answer.ProviderMessageId == subject.Vendor.NewId(5))),
        new("Lookup_OfAMissingMessage_ProvesNothing", subject => RunAsync(subject, (script, _) => script.Missing, IsUndecided)),
        new("Lookup_WithoutAnAnswer_IsUndecided", subject => RunAsync(subject, (_, _) => HttpReply.ResetAfterReading, IsUndecided, isCounted: false)),
        new("Lookup_AnsweredByAProxy_IsUndecided", subject => RunAsync(subject, (_, _) => HttpReply.Html(502), IsUndecided)),
        new("Lookup_AnsweredWithGarbage_IsUndecided", subject => RunAsync(subject, (_, _) => HttpReply.Of(200, "{\"messages\":[{"), IsUndecided)),
        new("Lookup_WithoutCredentials_IsUndecided", subject => RunAsync(subject, (_, _) => HttpReply.Of(401), IsUndecided)),
        new("Lookup_Throttled_IsUndecided", subject => RunAsync(subject, (_, _) => HttpReply.Of(429), IsUndecided)),
        new("Lookup_WithoutAnId_AsksOnlyIfItCan", async subject =>
        {
            var trial = await AdapterTrial.StartAsync(subject).ConfigureAwait(false);
            await using (trial.ConfigureAwait(false))
            {
                var before = trial.Requests.Count;
                trial.Attempts = _ => HttpReply.Html(502);
                Expect.True(IsUndecided(await FindAsync(trial, null).ConfigureAwait(false)), "nothing is known");
                Expect.True(!subject.Vendor.Lookup!.NeedsId || trial.Requests.Count == before, "there is nothing to ask without an id");
            }
        }),
    ];

    private static bool IsUndecided(StatusAnswer answer) => answer == StatusAnswer.Undecided;

    private static async Task RunAsync(AdapterUnderTest subject, Func<VendorLookup, ReceivedRequest, HttpReply> reply, Func<StatusAnswer, bool> isRight, bool isCounted = true)
    {
        var trial = await AdapterTrial.StartAsync(subject).ConfigureAwait(false);
        await using (trial.ConfigureAwait(false))
        {
            var before = trial.Requests.Count;
            trial.Attempts = request => reply(subject.Vendor.Lookup!, request);
            var answer = await FindAsync(trial, subject.Vendor.NewId(5)).ConfigureAwait(false);

            // The runtime itself asks again when an open connection turns out to be dead, which does no harm to a question.
            Expect.True(!isCounted || trial.Requests.Count - before == 1, "one request per question");
            Expect.True(isRight(answer), $"another answer than: taken {answer.IsTaken}, id {answer.ProviderMessageId ?? "none"}");
        }
    }

    private static async Task<StatusAnswer> FindAsync(AdapterTrial trial, string? id)
    {
        var message = trial.Subject.MessageOf(1);
        var lookup = trial.Adapter as IStatusLookup ?? throw new ConformanceException("The vendor's script has look-ups, and the adapter is no IStatusLookup.");
        var query = new StatusQuery(message.Reference, message.IdempotencyKey, id, trial.Time.GetUtcNow());
        try
        {
            return await Deadline.Of(lookup.FindAsync(query, default), trial.Subject.Patience, "The question").ConfigureAwait(false);
        }
        catch (Exception e) when (e is not ConformanceException)
        {
            // By contract an exception counts so.
            return StatusAnswer.Undecided;
        }
    }
}
