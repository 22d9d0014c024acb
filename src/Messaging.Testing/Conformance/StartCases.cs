using Messaging.Messages;
using Messaging.Storage;

namespace Messaging.Testing.Conformance;

/// <summary>Start marks: durable before the call, fenced by the token, counted once, and refused after a cancellation or proof.</summary>
internal static class StartCases
{
    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("Start_ClaimedDelivery_IsGrantedAndMarked", async services =>
        {
            var store = new StoreUnderTest(services);
            var claimed = await ClaimOneAsync(store).ConfigureAwait(false);
            var start = StoreUnderTest.StartOf(claimed) with { KeyExpiresAt = store.Now + TimeSpan.FromHours(1), PossibleDuplicate = true, Payload = """{"text":"x"}""" };
            Expect.Equal(StartVerdict.Granted, await store.StartAsync(start).ConfigureAwait(false));
            var found = await store.FindAsync(claimed.Id).ConfigureAwait(false);
            Expect.Equal(DeliveryTransition.Start(claimed, start, store.Now), found.Delivery);
            Expect.Equal(start.Payload, found.Content!.Payload);
        }),
        new("Start_Repeated_IsGrantedAgainAndCountsOnce", async services =>
        {
            var store = new StoreUnderTest(services);
            var claimed = await ClaimOneAsync(store).ConfigureAwait(false);
            var start = StoreUnderTest.StartOf(claimed);
            await store.Dispatch.StartAsync([start], store.Now, default).ConfigureAwait(false);
            var once = await store.DeliveryAsync(claimed.Id).ConfigureAwait(false);
            Expect.Equal(StartVerdict.Granted, await store.StartAsync(start, TimeSpan.FromSeconds(1)).ConfigureAwait(false));
            Expect.Equal(once, await store.DeliveryAsync(claimed.Id).ConfigureAwait(false));
        }),
        new("Start_StaleToken_IsRefusedAndWritesNothing", async services =>
        {
            var store = new StoreUnderTest(services);
            var claimed = await ClaimOneAsync(store).ConfigureAwait(false);
            var stale = StoreUnderTest.StartOf(claimed) with { LeaseToken = claimed.LeaseToken - 1 };
            Expect.Equal(StartVerdict.Refused, await store.StartAsync(stale).ConfigureAwait(false));
            Expect.Equal(claimed, await store.DeliveryAsync(claimed.Id).ConfigureAwait(false));
        }),
        new("Start_TokenOfAnotherOwner_IsRefusedAndWritesNothing", async services =>
        {
            var store = new StoreUnderTest(services);
            var claimed = await ClaimOneAsync(store).ConfigureAwait(false);
            var other = StoreUnderTest.StartOf(claimed) with { OwnerEpoch = claimed.OwnerEpoch!.Value + 1 };
            Expect.Equal(StartVerdict.Refused, await store.StartAsync(other).ConfigureAwait(false));
            Expect.Equal(claimed, await store.DeliveryAsync(claimed.Id).ConfigureAwait(false));
        }),
        new("Start_AfterACancellation_EndsCancelled", async services =>
        {
            var store = new StoreUnderTest(services);
            var claimed = await ClaimOneAsync(store).ConfigureAwait(false);
            Expect.Equal(CancelResult.Requested, await store.Client.CancelAsync(store.Tenant, claimed.Id, "test", store.Now, default).ConfigureAwait(false));
            Expect.Equal(StartVerdict.Refused, await store.StartAsync(StoreUnderTest.StartOf(claimed)).ConfigureAwait(false));
            Expect.Equal(DeliveryOutcome.Cancelled, (await store.DeliveryAsync(claimed.Id).ConfigureAwait(false)).Outcome);
        }),
        new("Start_AfterProofOfAcceptance_EndsAcceptedWithoutACall", async services =>
        {
            var store = new StoreUnderTest(services);
            var claimed = await ClaimOneAsync(store).ConfigureAwait(false);
            await store.Events.ApplyAsync([EventCases.Report(store, claimed.Id, MessageEventKind.Accepted)], store.Now, default).ConfigureAwait(false);
            Expect.Equal(StartVerdict.Refused, await store.StartAsync(StoreUnderTest.StartOf(claimed)).ConfigureAwait(false));
            var ended = await store.DeliveryAsync(claimed.Id).ConfigureAwait(false);
            Expect.Equal((WorkState.Done, DeliveryOutcome.Accepted), (ended.WorkState, ended.Outcome));
        }),
        new("Start_SecondAttempt_KeepsTheFrozenContentAndKey", async services =>
        {
            var store = new StoreUnderTest(services);
            var claimed = await ClaimOneAsync(store).ConfigureAwait(false);
            var key = store.Now + TimeSpan.FromHours(1);
            await store.Dispatch.StartAsync([StoreUnderTest.StartOf(claimed) with { KeyExpiresAt = key, Payload = "first" }], store.Now, default).ConfigureAwait(false);
            var started = await store.DeliveryAsync(claimed.Id).ConfigureAwait(false);
            await store.Dispatch.RecordAsync([DeliveryTransition.Release(started, store.Now)], store.Now, default).ConfigureAwait(false);
            var again = (await store.ClaimAsync(started.OwnerEpoch!.Value).ConfigureAwait(false)).Single().Delivery;
            await store.Dispatch.StartAsync([StoreUnderTest.StartOf(again) with { KeyExpiresAt = key + TimeSpan.FromHours(1), Payload = "second" }], store.Now, default).ConfigureAwait(false);
            var found = await store.FindAsync(claimed.Id).ConfigureAwait(false);
            Expect.Equal("first", found.Content!.Payload);
            Expect.Equal(key, found.Delivery.KeyExpiresAt);
            Expect.Equal((short)2, found.Delivery.Attempt);
        }),
    ];

    private static async Task<Delivery> ClaimOneAsync(StoreUnderTest store)
    {
        await store.AddAsync().ConfigureAwait(false);
        return (await store.ClaimAsync(await store.RegisterAsync().ConfigureAwait(false)).ConfigureAwait(false)).Single().Delivery;
    }
}
