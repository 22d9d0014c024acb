using Messaging.Channels;
using Messaging.Messages;

namespace Messaging.Testing.Conformance;

/// <summary>Recording: fenced by token, owner and attempt, with its attempt and decision, and merged with what came in between.</summary>
internal static class RecordCases
{
    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("Record_EveryOutcome_IsWhatTheTransitionSays", async services =>
        {
            var store = new StoreUnderTest(services);
            var epoch = await store.RegisterAsync().ConfigureAwait(false);
            foreach (var outcome in Outcomes())
            {
                var started = await store.StartOneAsync(epoch).ConfigureAwait(false);
                var change = Complete(store, started, outcome);
                Expect.SameItems([started.Id], await store.Dispatch.RecordAsync([change], store.Now, default).ConfigureAwait(false));
                var found = await store.FindAsync(started.Id).ConfigureAwait(false);
                Expect.Equal(DeliveryTransition.Merge(started, change, store.Now), found.Delivery);
                Expect.Sequence([change.Evidence!], found.Attempts);
                Expect.Sequence(change.Decision is null ? [] : [change.Decision], found.Decisions);
            }
        }),
        new("Record_Batch_WritesEachChange", async services =>
        {
            var store = new StoreUnderTest(services);
            var epoch = await store.RegisterAsync().ConfigureAwait(false);
            var ids = await store.AddAsync(30).ConfigureAwait(false);
            var claimed = await store.ClaimAsync(epoch).ConfigureAwait(false);
            await store.Dispatch.StartAsync([.. claimed.Select(c => StoreUnderTest.StartOf(c.Delivery))], store.Now, default).ConfigureAwait(false);
            var changes = new List<DeliveryChange>();
            foreach (var (id, i) in ids.Select((id, i) => (id, i)))
            {
                changes.Add(Complete(store, await store.DeliveryAsync(id).ConfigureAwait(false), SendOutcome.Accepted($"{store.Tenant}-{i}")));
            }

            Expect.SameItems(ids, await store.Dispatch.RecordAsync(changes, store.Now, default).ConfigureAwait(false));
            Expect.Equal($"{store.Tenant}-7", (await store.DeliveryAsync(ids[7]).ConfigureAwait(false)).ProviderMessageId);
        }),
        new("Record_StaleToken_ChangesNothingButKeepsTheAttempt", async services =>
        {
            var store = new StoreUnderTest(services);
            var started = await store.StartOneAsync(await store.RegisterAsync().ConfigureAwait(false)).ConfigureAwait(false);
            var rescued = DeliveryTransition.Rescue(started, DeliveryRules.Default, store.Now);
            await store.Dispatch.RecordAsync([rescued], store.Now, default).ConfigureAwait(false);
            var parked = await store.DeliveryAsync(started.Id).ConfigureAwait(false);
            var late = Complete(store, started, SendOutcome.Retry(new SendFailure(FailureKind.Temporary, "450")));
            Expect.Equal(0, (await store.Dispatch.RecordAsync([late], store.Now, default).ConfigureAwait(false)).Count);
            var found = await store.FindAsync(started.Id).ConfigureAwait(false);
            Expect.Equal(parked, found.Delivery);
            Expect.Sequence([late.Evidence!], found.Attempts);
        }),
        new("Record_TokenOfAnotherOwner_ChangesNothing", async services =>
        {
            var store = new StoreUnderTest(services);
            var started = await store.StartOneAsync(await store.RegisterAsync().ConfigureAwait(false)).ConfigureAwait(false);
            foreach (var owner in new long?[] { started.OwnerEpoch!.Value + 1, null })
            {
                var other = Complete(store, started, SendOutcome.Retry(new SendFailure(FailureKind.Temporary, "450"))) with { OwnerEpoch = owner };
                Expect.Equal(0, (await store.Dispatch.RecordAsync([other], store.Now, default).ConfigureAwait(false)).Count);
                Expect.Equal(started, await store.DeliveryAsync(started.Id).ConfigureAwait(false));
            }
        }),
        new("Record_AcceptanceAfterALostLease_StillProvesIt", async services =>
        {
            var store = new StoreUnderTest(services);
            var started = await store.StartOneAsync(await store.RegisterAsync().ConfigureAwait(false), DeliveryPolicy.AtMostOnce).ConfigureAwait(false);
            await store.Dispatch.RecordAsync([DeliveryTransition.Rescue(started, DeliveryRules.Default, store.Now)], store.Now, default).ConfigureAwait(false);
            var late = Complete(store, started, SendOutcome.Accepted($"late-{store.Tenant}"));
            for (var i = 0; i < 2; i++)
            {
                Expect.Equal(0, (await store.Dispatch.RecordAsync([late], store.Now, default).ConfigureAwait(false)).Count);
            }

            var found = await store.FindAsync(started.Id).ConfigureAwait(false);
            Expect.Equal((WorkState.Done, DeliveryOutcome.Accepted, $"late-{store.Tenant}"), (found.Delivery.WorkState, found.Delivery.Outcome, found.Delivery.ProviderMessageId));
            Expect.Equal(1, found.Attempts.Count);
            Expect.Equal(1, found.Events.Count);
        }),
        new("Record_ARescueThatMissedTheStart_ChangesNothing", async services =>
        {
            var store = new StoreUnderTest(services);
            await store.AddAsync().ConfigureAwait(false);
            var claimed = (await store.ClaimAsync(await store.RegisterAsync().ConfigureAwait(false)).ConfigureAwait(false)).Single().Delivery;
            var rescue = DeliveryTransition.Rescue(claimed, DeliveryRules.Default, store.Now);
            await store.Dispatch.StartAsync([StoreUnderTest.StartOf(claimed)], store.Now, default).ConfigureAwait(false);
            Expect.Equal(0, (await store.Dispatch.RecordAsync([rescue], store.Now, default).ConfigureAwait(false)).Count);
            Expect.Equal(WorkState.Leased, (await store.DeliveryAsync(claimed.Id).ConfigureAwait(false)).WorkState);
        }),
        new("Record_SameChangeTwice_IsWrittenOnce", async services =>
        {
            var store = new StoreUnderTest(services);
            var started = await store.StartOneAsync(await store.RegisterAsync().ConfigureAwait(false)).ConfigureAwait(false);
            var change = Complete(store, started, SendOutcome.Accepted($"p-{store.Tenant}"));
            await store.Dispatch.RecordAsync([change], store.Now, default).ConfigureAwait(false);
            var once = await store.FindAsync(started.Id).ConfigureAwait(false);
            Expect.Equal(0, (await store.Dispatch.RecordAsync([change], store.Now, default).ConfigureAwait(false)).Count);
            var twice = await store.FindAsync(started.Id).ConfigureAwait(false);
            Expect.Equal(once.Delivery with { DuplicateConfirmed = false }, twice.Delivery);
            Expect.Equal(1, twice.Attempts.Count);
        }),
        new("Record_RequeueAfterACancellation_EndsCancelled", async services =>
        {
            var store = new StoreUnderTest(services);
            await store.AddAsync().ConfigureAwait(false);
            var claimed = (await store.ClaimAsync(await store.RegisterAsync().ConfigureAwait(false)).ConfigureAwait(false)).Single().Delivery;
            await store.Client.CancelAsync(store.Tenant, claimed.Id, "test", store.Now, default).ConfigureAwait(false);
            await store.Dispatch.RecordAsync([DeliveryTransition.Release(claimed, store.Now)], store.Now, default).ConfigureAwait(false);
            var ended = await store.DeliveryAsync(claimed.Id).ConfigureAwait(false);
            Expect.Equal((WorkState.Done, DeliveryOutcome.Cancelled), (ended.WorkState, ended.Outcome));
        }),
    ];

    public static DeliveryChange Complete(StoreUnderTest store, Delivery started, SendOutcome outcome) =>
        DeliveryTransition.Complete(
            started,
            outcome,
            new MessageAttempt
            {
                DeliveryId = started.Id,
                Generation = started.Generation,
                Attempt = started.Attempt,
                Connection = "conformance",
                Outcome = outcome.Kind,
                FailureKind = outcome.Failure?.Kind ?? FailureKind.None,
                FailureCode = outcome.Failure?.Code ?? "",
                FailureDetail = outcome.Failure?.Detail,
                ProviderMessageId = outcome.ProviderMessageId,
                StartedAt = store.Now,
                DurationMs = 12,
            },
            DeliveryRules.Default,
            store.Now,
            0.5);

    private static IEnumerable<SendOutcome> Outcomes() =>
    [
        SendOutcome.Accepted(null),
        SendOutcome.Rejected(new SendFailure(FailureKind.InvalidRecipient, "550 5.1.1", "no such user")),
        SendOutcome.Retry(new SendFailure(FailureKind.Network, "refused")),
        SendOutcome.Retry(new SendFailure(FailureKind.Configuration, "535")),
        SendOutcome.Throttled(TimeSpan.FromSeconds(30)),
        SendOutcome.Throttled(TimeSpan.FromDays(3)),
        SendOutcome.Unknown(new SendFailure(FailureKind.Timeout, "timeout")),
    ];
}
