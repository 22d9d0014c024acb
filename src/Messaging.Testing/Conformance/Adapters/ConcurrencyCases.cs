namespace Messaging.Testing.Conformance.Adapters;

/// <summary>One instance serves many messages at once, and nothing of one reaches another.</summary>
internal static class ConcurrencyCases
{
    private const int Count = 100;

    public static IReadOnlyList<AdapterConformanceCase> All { get; } =
    [
        new("Sends_AHundredAtOnce_KeepApart", async subject =>
        {
            var trial = await AdapterTrial.StartAsync(subject).ConfigureAwait(false);
            await using (trial.ConfigureAwait(false))
            {
                var messages = Enumerable.Range(1, Count).Select(subject.MessageOf).ToList();
                var numbers = messages.Select((m, i) => (m.Address, Number: i + 1)).ToDictionary(m => m.Address, m => m.Number, StringComparer.Ordinal);
                Expect.Equal(Count, numbers.Count, "the addresses of the samples, which differ");
                trial.Attempts = request => subject.Vendor.Accept(request, [subject.Vendor.NewId(numbers[trial.Read(request)[0].Address])]);
                var outcomes = await trial.WatchAsync(
                    messages, async () => await Task.WhenAll(messages.Select(m => Task.Run(() => trial.Adapter.SendAsync(m, default)))).ConfigureAwait(false), Count).ConfigureAwait(false);
                Expect.Sequence(messages.Select(m => subject.Vendor.NewId(numbers[m.Address])), outcomes.Select(o => o.ProviderMessageId), "the ids that the vendor gave");
                var read = trial.Requests.SelectMany(trial.Read).ToDictionary(m => m.Address, StringComparer.Ordinal);
                ContentCases.CheckArrived(messages, [.. messages.Select(m => read[m.Address])]);
            }
        }),
    ];
}
