namespace Messaging.Testing.Conformance.Adapters;

/// <summary>A vendor that honours keys gets the message's own, and under the same key the very same bytes: with others it answers that the key is taken.</summary>
internal static class IdempotencyCases
{
    public static IReadOnlyList<AdapterConformanceCase> All { get; } =
    [
        new("IdempotencyKey_OfTheMessage_IsHandedOver", async subject =>
        {
            var trial = await AdapterTrial.StartAsync(subject).ConfigureAwait(false);
            await using (trial.ConfigureAwait(false))
            {
                var message = subject.MessageOf(1);
                await trial.SendAsync(message).ConfigureAwait(false);
                Expect.Equal(message.IdempotencyKey, subject.Vendor.IdempotencyKey!(trial.Requests[^1]), "the key in the request");
            }
        }),
        new("IdempotencyKey_OfALaterAttempt_ComesWithTheSameBytes", async subject =>
        {
            var trial = await AdapterTrial.StartAsync(subject).ConfigureAwait(false);
            await using (trial.ConfigureAwait(false))
            {
                var message = subject.MessageOf(1);
                await trial.SendAsync(message).ConfigureAwait(false);
                trial.Time.Advance(TimeSpan.FromMinutes(1));
                await trial.SendAsync(message with { Attempt = 2 }).ConfigureAwait(false);
                var (first, second) = (trial.Requests[^2], trial.Requests[^1]);
                Expect.Equal(subject.Vendor.IdempotencyKey!(first), subject.Vendor.IdempotencyKey(second), "the key of the second attempt");
                Expect.True(first.Body.Span.SequenceEqual(second.Body.Span), "the body of the second attempt is that of the first, byte for byte");
            }
        }),
        new("IdempotencyKey_OfALaterAttempt_NamesNoAttempt", async subject =>
        {
            var trial = await AdapterTrial.StartAsync(subject).ConfigureAwait(false);
            await using (trial.ConfigureAwait(false))
            {
                var message = subject.MessageOf(1) with { Attempt = 2 };
                await trial.SendAsync(message).ConfigureAwait(false);
                var request = trial.Requests[^1];
                var text = string.Join('\n', request.HeaderLines.Select(h => h.Value).Append(Uri.UnescapeDataString(request.Target)).Append(request.Text));

                // The vendor keeps what it was given first, and a failure reported of the first attempt is not believed once there is a second.
                foreach (var attempt in new short[] { 1, 2 })
                {
                    Expect.True(
                        !text.Contains((message.Reference with { Attempt = attempt }).ToString(), StringComparison.Ordinal),
                        "a reference that names short.MaxValue as the attempt, or none: under a key all attempts are one");
                }
            }
        }),
    ];
}
