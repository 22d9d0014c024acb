using Messaging.Channels;
using Messaging.Messages;
using Messaging.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Testing.Conformance;

/// <summary>Finding what failed, and sending it again in batches.</summary>
internal static class DeadLetterCases
{
    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("DeadLetters_List_FindsByCause", async services =>
        {
            var (letters, store) = Of(services);
            await store.AddAsync().ConfigureAwait(false);
            var (refused, unknown) = ((await FailAsync(store, 2).ConfigureAwait(false))[1], (await FailAsync(store, 1, "timeout", unknown: true).ConfigureAwait(false))[0]);
            var unrendered = await RefuseAsync(store).ConfigureAwait(false);
            var all = new DeadLetterQuery { Tenant = store.Tenant };
            var found = await letters.ListAsync(all, null, 10, default).ConfigureAwait(false);
            Expect.Equal(4, found.Count);
            var one = found.Single(l => l.Message.Id == refused);
            Expect.Equal(("554", FailureKind.Refused, await store.DeliveryAsync(refused).ConfigureAwait(false)), (one.LastAttempt!.FailureCode, one.LastAttempt.FailureKind, one.Delivery));
            Expect.True(found.Single(l => l.Message.Id == unrendered).LastAttempt is null);
            Expect.Equal(2, await CountAsync(letters, all with { FailureKind = FailureKind.Refused, FailureCode = "554", Connection = "conformance" }).ConfigureAwait(false));
            Expect.Equal(1, await CountAsync(letters, all with { FailureCode = "timeout" }).ConfigureAwait(false));
            Expect.Equal(0, await CountAsync(letters, all with { FailureCode = "554", FailureKind = FailureKind.Timeout }).ConfigureAwait(false));
            Expect.Sequence([unknown], (await letters.ListAsync(all with { Outcome = DeliveryOutcome.Unknown }, null, 10, default).ConfigureAwait(false)).Select(l => l.Message.Id));
            Expect.Sequence([unrendered], (await letters.ListAsync(all with { Decision = DecisionCode.FailRender }, null, 10, default).ConfigureAwait(false)).Select(l => l.Message.Id));
            Expect.Equal(4, await CountAsync(letters, all with { Template = "welcome", Channel = MessageChannel.Email, From = store.Now, Until = store.Now.AddSeconds(1) }).ConfigureAwait(false));
            Expect.Equal(0, await CountAsync(letters, all with { Template = "other" }).ConfigureAwait(false));
            Expect.Equal(0, await CountAsync(letters, all with { Channel = MessageChannel.Sms }).ConfigureAwait(false));
            Expect.Equal(0, await CountAsync(letters, all with { Until = store.Now }).ConfigureAwait(false));
            Expect.Equal(0, await CountAsync(letters, all with { Tenant = store.Tenant + "x" }).ConfigureAwait(false));
            Expect.Equal(3, await letters.CountAsync(all, 3, default).ConfigureAwait(false));
        }),
        new("DeadLetters_Pages_ListEachOnce", async services =>
        {
            var (letters, store) = Of(services);
            var failed = (await FailAsync(store, 3).ConfigureAwait(false)).Concat(await FailAsync(store, 4, later: TimeSpan.FromSeconds(1)).ConfigureAwait(false)).ToList();
            var (listed, after) = (new List<DeadLetter>(), (DeadLetterPosition?)null);
            while (await letters.ListAsync(new DeadLetterQuery { Tenant = store.Tenant }, after, 2, default).ConfigureAwait(false) is { Count: > 0 } page)
            {
                listed.AddRange(page);
                after = new DeadLetterPosition(page[^1].Delivery.FinishedAt!.Value, page[^1].Message.Id);
            }

            Expect.Sequence(failed.Skip(3).OrderDescending().Concat(failed.Take(3).OrderDescending()), listed.Select(l => l.Message.Id));
        }),
        new("DeadLetters_Replay_StartsNewGenerationsBatchByBatch", async services =>
        {
            var (letters, store) = Of(services);
            var failed = await FailAsync(store, 5, payload: "frozen").ConfigureAwait(false);
            var before = await Task.WhenAll(failed.Select(store.DeliveryAsync)).ConfigureAwait(false);
            var query = new DeadLetterQuery { Tenant = store.Tenant, FailureCode = "554" };
            var order = new ReplayOrder("lan: provider is back", store.Now.AddMinutes(1), c => store.Now.AddHours(c == MessageCategory.Transactional ? 2 : 1), UseCurrentTemplate: true);
            var first = await letters.ReplayAsync(query, null, 3, order, default).ConfigureAwait(false);
            Expect.Equal((3, 3), (first.Found, first.Requeued));
            Expect.Sequence([store.Lane], first.Lanes);
            Expect.Equal(2, await CountAsync(letters, query).ConfigureAwait(false));
            var second = await letters.ReplayAsync(query, first.Last, 3, order, default).ConfigureAwait(false);
            Expect.Equal((2, 2, true), (second.Found, second.Requeued, second.Last is null));
            foreach (var delivery in before)
            {
                var found = await store.FindAsync(delivery.Id).ConfigureAwait(false);
                Expect.Equal(DeliveryTransition.Replay(delivery, order.ExpiresAt(found.Message.Category), order.Now, useCurrentTemplate: true), found.Delivery);
                Expect.Equal((DecisionCode.ReplayRequested, "lan: provider is back", order.Now), (found.Decisions.Single().Code, found.Decisions[0].Facts, found.Decisions[0].DecidedAt));
                Expect.True(found.Content!.Payload is null);
            }

            var again = await store.ClaimAsync(await store.RegisterAsync().ConfigureAwait(false), later: TimeSpan.FromMinutes(1)).ConfigureAwait(false);
            Expect.True(again.Count == 5 && again.All(c => c.Delivery is { UseCurrentTemplate: true, Generation: 1 }));
        }),
        new("DeadLetters_ReplayOfAnAmbiguousOne_IsFlagged", async services =>
        {
            var (letters, store) = Of(services);
            var id = (await FailAsync(store, 1, "timeout", unknown: true).ConfigureAwait(false))[0];
            var before = await store.DeliveryAsync(id).ConfigureAwait(false);
            var order = new ReplayOrder("why", store.Now, _ => store.Now.AddHours(1), UseCurrentTemplate: false);
            await letters.ReplayAsync(new DeadLetterQuery { Tenant = store.Tenant }, null, 10, order, default).ConfigureAwait(false);
            var after = await store.DeliveryAsync(id).ConfigureAwait(false);
            Expect.Equal(DeliveryTransition.Replay(before, store.Now.AddHours(1), store.Now), after);
            Expect.True(after.PossibleDuplicate && !after.Ambiguous);
        }),
        new("DeadLetters_ReplayedByManyAtOnce_AreQueuedOnce", async services =>
        {
            var (letters, store) = Of(services);
            var failed = await FailAsync(store, 30).ConfigureAwait(false);
            var order = new ReplayOrder("at once", store.Now, _ => store.Now.AddHours(1), UseCurrentTemplate: false);
            var query = new DeadLetterQuery { Tenant = store.Tenant };
            var batches = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => letters.ReplayAsync(query, null, 100, order, default)))).ConfigureAwait(false);
            Expect.Equal(30, batches.Sum(b => b.Requeued));
            var deliveries = await Task.WhenAll(failed.Select(store.DeliveryAsync)).ConfigureAwait(false);
            Expect.True(deliveries.All(d => d is { Generation: 1, WorkState: WorkState.Queued }));
        }),
    ];

    private static (IDeadLetterStore Letters, StoreUnderTest Store) Of(IServiceProvider services) => (services.GetRequiredService<IDeadLetterStore>(), new StoreUnderTest(services));

    private static Task<int> CountAsync(IDeadLetterStore letters, DeadLetterQuery query) => letters.CountAsync(query, 100, default);

    // Adds messages, claims and starts them, and ends them as refused or unknown.
    private static async Task<IReadOnlyList<Guid>> FailAsync(StoreUnderTest store, int count, string code = "554", bool unknown = false, TimeSpan later = default, string? payload = null)
    {
        var ids = await store.AddAsync(count).ConfigureAwait(false);
        var claimed = (await store.ClaimAsync(await store.RegisterAsync().ConfigureAwait(false)).ConfigureAwait(false)).Where(c => ids.Contains(c.Message.Id)).ToList();
        await store.Dispatch.StartAsync([.. claimed.Select(c => StoreUnderTest.StartOf(c.Delivery) with { Payload = payload })], store.Now, default).ConfigureAwait(false);
        var started = await Task.WhenAll(ids.Select(store.DeliveryAsync)).ConfigureAwait(false);
        var changes = started.Select(d => RecordCases.Complete(store, d, SendOutcome.Rejected(new SendFailure(FailureKind.Refused, code))));
        if (unknown)
        {
            changes = changes.Select(c => c with { Outcome = DeliveryOutcome.Unknown, Ambiguous = true, Evidence = c.Evidence! with { FailureKind = FailureKind.Timeout } });
        }

        await store.Dispatch.RecordAsync([.. changes], store.Now + later, default).ConfigureAwait(false);
        return ids;
    }

    // Ends a message before any call.
    private static async Task<Guid> RefuseAsync(StoreUnderTest store)
    {
        var id = (await store.AddAsync().ConfigureAwait(false))[0];
        var claimed = (await store.ClaimAsync(await store.RegisterAsync().ConfigureAwait(false)).ConfigureAwait(false)).Single(c => c.Message.Id == id).Delivery;
        await store.Dispatch.RecordAsync([DeliveryTransition.Refuse(claimed, DeliveryOutcome.Rejected, DecisionCode.FailRender, store.Now)], store.Now, default).ConfigureAwait(false);
        return id;
    }
}
