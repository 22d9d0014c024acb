using Messaging.Channels;
using Messaging.Messages;
using Messaging.Storage;

namespace Messaging.Testing.Conformance;

/// <summary>Cancelling and replaying.</summary>
internal static class OperatorCases
{
    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("Cancel_Queued_EndsItWithADecision", async services =>
        {
            var store = new StoreUnderTest(services);
            var id = (await store.AddAsync().ConfigureAwait(false))[0];
            Expect.Equal(CancelResult.Cancelled, await store.Client.CancelAsync(store.Tenant, id, "no longer needed", store.Now, default).ConfigureAwait(false));
            var found = await store.FindAsync(id).ConfigureAwait(false);
            Expect.Equal(DeliveryStatus.Cancelled, found.Delivery.StatusAt(store.Now));
            Expect.Equal((DecisionCode.CancelRequested, "no longer needed"), (found.Decisions.Single().Code, found.Decisions[0].Facts));
            Expect.Equal(CancelResult.AlreadyFinal, await store.Client.CancelAsync(store.Tenant, id, "again", store.Now, default).ConfigureAwait(false));
        }),
        new("Cancel_AfterTheStartMark_IsTooLate", async services =>
        {
            var store = new StoreUnderTest(services);
            var started = await store.StartOneAsync(await store.RegisterAsync().ConfigureAwait(false)).ConfigureAwait(false);
            Expect.Equal(CancelResult.TooLate, await store.Client.CancelAsync(store.Tenant, started.Id, "late", store.Now, default).ConfigureAwait(false));
            Expect.Equal(started, await store.DeliveryAsync(started.Id).ConfigureAwait(false));
        }),
        new("Cancel_InAnotherTenant_FindsNothing", async services =>
        {
            var store = new StoreUnderTest(services);
            var id = (await store.AddAsync().ConfigureAwait(false))[0];
            Expect.Equal(CancelResult.NotFound, await store.Client.CancelAsync("", id, "other", store.Now, default).ConfigureAwait(false));
        }),
        new("Replay_Rejected_StartsANewGeneration", async services =>
        {
            var store = new StoreUnderTest(services);
            var epoch = await store.RegisterAsync().ConfigureAwait(false);
            var started = await store.StartOneAsync(epoch).ConfigureAwait(false);
            var rejected = RecordCases.Complete(store, started, SendOutcome.Rejected(new SendFailure(FailureKind.Refused, "554")));
            await store.Dispatch.RecordAsync([rejected], store.Now, default).ConfigureAwait(false);
            var failed = await store.DeliveryAsync(started.Id).ConfigureAwait(false);
            var expiresAt = store.Now + TimeSpan.FromHours(2);
            Expect.Equal(RequeueResult.Requeued, await store.Client.ReplayAsync(store.Tenant, started.Id, "fixed", expiresAt, store.Now, default).ConfigureAwait(false));
            var found = await store.FindAsync(started.Id).ConfigureAwait(false);
            Expect.Equal(DeliveryTransition.Replay(failed, expiresAt, store.Now), found.Delivery);
            Expect.Equal(DecisionCode.ReplayRequested, found.Decisions.Single().Code);
            var again = (await store.ClaimAsync(epoch).ConfigureAwait(false)).Single(c => c.Delivery.Id == started.Id).Delivery;
            await store.Dispatch.StartAsync([StoreUnderTest.StartOf(again)], store.Now, default).ConfigureAwait(false);
            var second = await store.DeliveryAsync(started.Id).ConfigureAwait(false);
            await store.Dispatch.RecordAsync([RecordCases.Complete(store, second, SendOutcome.Accepted($"g-{store.Tenant}"))], store.Now, default).ConfigureAwait(false);
            Expect.Sequence([(0, 1), (1, 1)], (await store.FindAsync(started.Id).ConfigureAwait(false)).Attempts.Select(a => ((int)a.Generation, (int)a.Attempt)));
        }),
        new("Replay_DropsTheFrozenContent", async services =>
        {
            var store = new StoreUnderTest(services);
            await store.AddAsync().ConfigureAwait(false);
            var claimed = (await store.ClaimAsync(await store.RegisterAsync().ConfigureAwait(false)).ConfigureAwait(false)).Single().Delivery;
            await store.Dispatch.StartAsync([StoreUnderTest.StartOf(claimed) with { Payload = "frozen" }], store.Now, default).ConfigureAwait(false);
            var started = await store.DeliveryAsync(claimed.Id).ConfigureAwait(false);
            await store.Dispatch.RecordAsync([RecordCases.Complete(store, started, SendOutcome.Rejected(new SendFailure(FailureKind.Refused, "554")))], store.Now, default).ConfigureAwait(false);
            await store.Client.ReplayAsync(store.Tenant, claimed.Id, "fixed", store.Now.AddHours(1), store.Now, default).ConfigureAwait(false);
            Expect.True((await store.FindAsync(claimed.Id).ConfigureAwait(false)).Content!.Payload is null);
        }),
        new("Replay_NotFailed_IsRefused", async services =>
        {
            var store = new StoreUnderTest(services);
            var id = (await store.AddAsync().ConfigureAwait(false))[0];
            Expect.Equal(RequeueResult.NotFailed, await store.Client.ReplayAsync(store.Tenant, id, "why", store.Now.AddHours(1), store.Now, default).ConfigureAwait(false));
            Expect.Equal(RequeueResult.NotFound, await store.Client.ReplayAsync("", id, "why", store.Now.AddHours(1), store.Now, default).ConfigureAwait(false));
        }),
    ];
}
