using Messaging.Channels;

namespace Messaging.Testing.Conformance.Adapters;

/// <summary>What was written arrives as it was written, to whom it was written, and nothing in it becomes a header, a field or another recipient.</summary>
internal static class ContentCases
{
    private const string EveryScript = "Grüße 👩‍👩‍👧‍👦🏳️‍🌈 \ud83d\ude80 שלום عليكم e\u0301\u0323 한국어 Đặng ไทย \u200f\u202e x² %41 a+b=c & d;e #f \"quoted\" 'single' back\\slash <b>bold</b> {{x}} ${y} \u2028end";

    private static readonly string[] Injections =
    [
        "Eve\r\nX-Conformance-Injected: 1", "Eve\nBcc: injected@example.org", "Eve\"},\"to\":\"injected\",\"x\":{\"y\":\"", "Eve&To=injected&Body=injected", "Eve\0\u0085\u2028<injected@example.org>", "Eve%0d%0aX-Conformance-Injected: 1",
    ];

    public static IReadOnlyList<AdapterConformanceCase> All { get; } =
    [
        new("Request_OfAMessage_SaysWhatItSays", subject => ArrivesAsync(subject, subject.MessageOf(1))),
        new("Text_InEveryScript_ArrivesUnchanged", subject => ArrivesAsync(subject, Saying(subject.MessageOf(1), EveryScript, EveryScript + "\n\ttab and\nlines\n"))),
        new("Text_WithHalfACharacter_DoesNotThrow", async subject =>
        {
            var trial = await AdapterTrial.StartAsync(subject).ConfigureAwait(false);
            await using (trial.ConfigureAwait(false))
            {
                var before = trial.Requests.Count;
                var outcomes = await trial.WatchAsync([], async () => [await trial.Adapter.SendAsync(Saying(subject.MessageOf(1), "half \ud83d", "half \udc00 of it"), default).ConfigureAwait(false)]).ConfigureAwait(false);
                Expect.Equal(outcomes[0].Kind == SendOutcomeKind.Accepted ? 1 : 0, trial.Requests.Count - before, "the number of requests");
            }
        }),
        new("Request_HasALengthAndHoldsNoSecretInItsAddress", async subject =>
        {
            var trial = await AdapterTrial.StartAsync(subject).ConfigureAwait(false);
            await using (trial.ConfigureAwait(false))
            {
                var message = subject.MessageOf(1);
                await trial.SendAsync(message).ConfigureAwait(false);
                Expect.True(!trial.Requests[^1].IsChunked, "a request has a Content-Length, since some vendors refuse chunks");
                trial.CheckTargets([message]);
            }
        }),
        .. Injections.Select((text, i) => new AdapterConformanceCase($"Injection_{i + 1}InNamesAndSubject_AddsNothing", subject => InjectAsync(subject, text))),
    ];

    private static async Task ArrivesAsync(AdapterUnderTest subject, OutboundMessage message)
    {
        var trial = await AdapterTrial.StartAsync(subject).ConfigureAwait(false);
        await using (trial.ConfigureAwait(false))
        {
            Expect.Equal(SendOutcomeKind.Accepted, (await trial.SendAsync(message).ConfigureAwait(false)).Kind, "the outcome");
            CheckArrived([message], trial.Read(trial.Requests[^1]));
        }
    }

    /// <summary>Fails unless what the vendor reads is what was sent, in order. Parts that the vendor does not have are null.</summary>
    public static void CheckArrived(IReadOnlyList<OutboundMessage> sent, IReadOnlyList<VendorMessage> read)
    {
        Expect.Equal(sent.Count, read.Count, "the number of messages in the request");
        foreach (var (message, arrived) in sent.Zip(read))
        {
            Expect.True(arrived.Address == message.Address, "the request names the address of the message, exactly");
            Expect.True(arrived.Subject is null || arrived.Subject == message.Content.Subject, "the request has the subject of the message, exactly");
            Expect.True(arrived.Text is null || arrived.Text == message.Content.Text, "the request has the text of the message, exactly");
            Expect.True(arrived.Html is null || arrived.Html == message.Content.Html, "the request has the HTML of the message, exactly");
            Expect.True(arrived.Text is not null || arrived.Html is not null, "the script reads a text or HTML from the request");
        }
    }

    private static OutboundMessage Saying(OutboundMessage message, string line, string text) => message with
    {
        Content = message.Content with
        {
            Subject = message.Content.Subject is null ? null : line.Replace("\u2028", "", StringComparison.Ordinal),
            Text = message.Content.Text is null ? null : text,
            Html = message.Content.Html is null ? null : $"<p>{text}</p>",
        },
    };

    // Core checks these fields before; an adapter must not rely on it for what another recipient would see.
    private static async Task InjectAsync(AdapterUnderTest subject, string text)
    {
        var trial = await AdapterTrial.StartAsync(subject).ConfigureAwait(false);
        await using (trial.ConfigureAwait(false))
        {
            var before = trial.Requests.Count;
            var sample = subject.MessageOf(1);
            var message = sample with
            {
                RecipientName = text,
                SenderName = text,
                RecipientId = text,
                Type = text,
                Content = sample.Content with { Subject = sample.Content.Subject is null ? null : text },
            };
            var outcome = (await trial.WatchAsync([], async () => [await trial.Adapter.SendAsync(message, default).ConfigureAwait(false)]).ConfigureAwait(false))[0];
            if (outcome.Kind != SendOutcomeKind.Accepted)
            {
                Expect.Equal((SendOutcomeKind.Rejected, 0), (outcome.Kind, trial.Requests.Count - before), "a refusal without a request");
                return;
            }

            var request = trial.Requests[^1];
            Expect.Equal(1, trial.Requests.Count - before, "the number of requests");
            Expect.True(!request.HeaderLines.Any(h => h.Key.Contains("Injected", StringComparison.OrdinalIgnoreCase) || h.Key.Equals("Bcc", StringComparison.OrdinalIgnoreCase)), "no header comes from a name");
            var read = trial.Read(request);
            Expect.True(read.Count == 1 && read[0].Address == message.Address, "the message goes to its one address");
            Expect.True(read[0].Text is null || read[0].Text == message.Content.Text, "the text is the message's");
        }
    }
}
