using Messaging.Messages;

namespace Messaging.Testing.Conformance;

/// <summary>Chains that fall back: found as a whole, and brought forward when the message before failed.</summary>
internal static class ChainCases
{
    private const int Delay = 900;
    private static readonly TimeSpan Later = TimeSpan.FromHours(1);

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("Chain_IsFoundWithItsFirst", async services =>
        {
            var store = new StoreUnderTest(services);
            var chain = await AddChainAsync(store, FallbackWhen.Unread).ConfigureAwait(false);
            await store.AddAsync().ConfigureAwait(false);
            var links = (await store.Dispatch.FindChainsAsync([chain[0]], default).ConfigureAwait(false)).OrderBy(l => l.Step).ToList();
            Expect.Equal(string.Join(' ', chain), string.Join(' ', links.Select(l => l.Delivery.Id)));
            Expect.True(links.TrueForAll(l => l.FirstId == chain[0]));
            var stored = (await store.FindAsync(chain[1]).ConfigureAwait(false)).Message;
            Expect.Equal((chain[0], (short)1, FallbackWhen.Unread, Delay), (stored.FirstId!.Value, stored.Step, stored.FallbackWhen, stored.FallbackAfter));
        }),
        new("Chain_FirstFails_BringsTheNextForwardOnly", async services =>
        {
            var store = new StoreUnderTest(services);
            var (chain, other) = (await AddChainAsync(store, FallbackWhen.Failed).ConfigureAwait(false), await AddChainAsync(store, FallbackWhen.Failed).ConfigureAwait(false));
            await FailAsync(store, chain[0]).ConfigureAwait(false);
            await store.Maintenance.AdvanceChainsAsync(10_000, store.Now, default).ConfigureAwait(false);
            Expect.Equal(store.Now + TimeSpan.FromSeconds(Delay), (await store.DeliveryAsync(chain[1]).ConfigureAwait(false)).DueAt);
            foreach (var id in new[] { chain[2], other[1], other[2] })
            {
                Expect.Equal(store.Now + Later, (await store.DeliveryAsync(id).ConfigureAwait(false)).DueAt);
            }
        }),
        new("Chain_FirstBounces_BringsTheNextForward", async services =>
        {
            var store = new StoreUnderTest(services);
            var chain = await AddChainAsync(store, FallbackWhen.Unread).ConfigureAwait(false);
            await store.Events.ApplyAsync([EventCases.Report(store, chain[0], MessageEventKind.Accepted)], store.Now, default).ConfigureAwait(false);
            await store.Maintenance.AdvanceChainsAsync(10_000, store.Now, default).ConfigureAwait(false);
            Expect.Equal(store.Now + Later, (await store.DeliveryAsync(chain[1]).ConfigureAwait(false)).DueAt);
            await store.Events.ApplyAsync([EventCases.Report(store, chain[0], MessageEventKind.Bounced)], store.Now, default).ConfigureAwait(false);
            await store.Maintenance.AdvanceChainsAsync(10_000, store.Now, default).ConfigureAwait(false);
            Expect.Equal(store.Now, (await store.DeliveryAsync(chain[1]).ConfigureAwait(false)).DueAt);
        }),
    ];

    // Three messages; the second and third fall back.
    private static async Task<IReadOnlyList<Guid>> AddChainAsync(StoreUnderTest store, FallbackWhen when)
    {
        var request = store.NewRequest(3);
        var first = request.Messages[0].Message.Id;
        var rows = request.Messages.Select((m, i) => m with
        {
            Message = m.Message with { FirstId = first, Step = (short)i, FallbackWhen = when, FallbackAfter = i == 0 ? 0 : Delay, RecipientId = "r0" },
            Delivery = m.Delivery with { DueAt = i == 0 ? m.Delivery.DueAt : store.Now + Later },
        });
        await store.Client.AddAsync([request with { Messages = [.. rows] }], default).ConfigureAwait(false);
        return [.. request.Messages.Select(m => m.Message.Id)];
    }

    private static async Task FailAsync(StoreUnderTest store, Guid id)
    {
        var claimed = (await store.ClaimAsync(await store.RegisterAsync().ConfigureAwait(false)).ConfigureAwait(false)).Single(c => c.Delivery.Id == id).Delivery;
        await store.Dispatch.RecordAsync([DeliveryTransition.Refuse(claimed, DeliveryOutcome.Rejected, DecisionCode.FailRender, store.Now)], store.Now, default).ConfigureAwait(false);
    }
}
