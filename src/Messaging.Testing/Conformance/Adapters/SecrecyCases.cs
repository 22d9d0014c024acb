using Messaging.Channels;
using Messaging.Testing.Http;

namespace Messaging.Testing.Conformance.Adapters;

/// <summary>A vendor may say anything back. Its words go to operators, in the detail of a failure, and nowhere else. Every other case watches the log too.</summary>
internal static class SecrecyCases
{
    private static readonly int[] Statuses = [200, 202, 400, 401, 403, 404, 422, 429, 500, 503];

    public static IReadOnlyList<AdapterConformanceCase> All { get; } =
    [
        new("Log_OfAnAnswerThatRepeatsTheMessage_HoldsNothingOfIt", async subject =>
        {
            var trial = await AdapterTrial.StartAsync(subject).ConfigureAwait(false);
            await using (trial.ConfigureAwait(false))
            {
                var message = subject.MessageOf(1);
                var words = $"{message.Address} {message.RecipientName} {message.Content.Subject} {message.Content.Text}";
                foreach (var status in Statuses)
                {
                    await trial.Next(HttpReply.Of(status, words, "text/plain")).SendAsync(message).ConfigureAwait(false);
                    await trial.Next(HttpReply.Of(status, $$"""{"message":"{{words}}","error":{"message":"{{words}}"},"detail":"{{words}}","errors":[{"message":"{{words}}"}]}""")).SendAsync(message).ConfigureAwait(false);
                    await trial.Next(HttpReply.Of(status, words[..(words.Length / 2)]).Truncated(8)).SendAsync(message).ConfigureAwait(false);
                }
            }
        }),
        new("Log_OfEveryFault_HoldsNothingOfTheMessage", async subject =>
        {
            var trial = await AdapterTrial.StartAsync(subject).ConfigureAwait(false);
            await using (trial.ConfigureAwait(false))
            {
                foreach (var fault in new[] { HttpReply.ResetAfterReading, HttpReply.CloseWithoutAnswer, HttpReply.Nonsense("nonsense"), HttpReply.Html(502) })
                {
                    Expect.True((await trial.Next(fault).SendAsync().ConfigureAwait(false)).Kind != SendOutcomeKind.Accepted, "a fault is no acceptance");
                }
            }
        }),
    ];
}
