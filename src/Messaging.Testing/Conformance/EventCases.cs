using Messaging.Channels;
using Messaging.Messages;

namespace Messaging.Testing.Conformance;

/// <summary>Reports: stored once, applied in any order, before or after the send result.</summary>
internal static class EventCases
{
    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("Events_Repeated_ApplyOnce", async services =>
        {
            var store = new StoreUnderTest(services);
            var id = (await store.AddAsync().ConfigureAwait(false))[0];
            var report = Report(store, id, MessageEventKind.Opened);
            Expect.Equal(1, await store.Events.ApplyAsync([report, report], store.Now, default).ConfigureAwait(false));
            Expect.Equal(0, await store.Events.ApplyAsync([report], store.Now, default).ConfigureAwait(false));
            Expect.Equal(1, (await store.DeliveryAsync(id).ConfigureAwait(false)).OpenCount);
        }),
        new("Events_ProofWhileQueued_EndsTheDelivery", async services =>
        {
            var store = new StoreUnderTest(services);
            var id = (await store.AddAsync().ConfigureAwait(false))[0];
            var before = await store.DeliveryAsync(id).ConfigureAwait(false);
            var report = Report(store, id, MessageEventKind.Delivered);
            await store.Events.ApplyAsync([report], store.Now, default).ConfigureAwait(false);
            Expect.Equal(DeliveryTransition.Apply(before, report, store.Now), await store.DeliveryAsync(id).ConfigureAwait(false));
            Expect.Equal(0, (await store.ClaimAsync(await store.RegisterAsync().ConfigureAwait(false)).ConfigureAwait(false)).Count);
        }),
        new("Events_BeforeTheSendResult_KeepTheirRankWhenItIsRecorded", async services =>
        {
            var store = new StoreUnderTest(services);
            var started = await store.StartOneAsync(await store.RegisterAsync().ConfigureAwait(false)).ConfigureAwait(false);
            await store.Events.ApplyAsync([Report(store, started.Id, MessageEventKind.Delivered)], store.Now, default).ConfigureAwait(false);
            var result = RecordCases.Complete(store, started, SendOutcome.Accepted($"p-{store.Tenant}"));
            Expect.SameItems([started.Id], await store.Dispatch.RecordAsync([result], store.Now, default).ConfigureAwait(false));
            var ended = await store.DeliveryAsync(started.Id).ConfigureAwait(false);
            Expect.Equal((WorkState.Done, StatusRank.Delivered, $"p-{store.Tenant}"), (ended.WorkState, ended.StatusRank, ended.ProviderMessageId));
        }),
        new("Events_KnownOnlyByProviderId_WaitForTheSendResult", async services =>
        {
            var store = new StoreUnderTest(services);
            var started = await store.StartOneAsync(await store.RegisterAsync().ConfigureAwait(false)).ConfigureAwait(false);
            var report = Report(store, null, MessageEventKind.Delivered) with { ProviderMessageId = $"w-{store.Tenant}" };
            Expect.Equal(1, await store.Events.ApplyAsync([report], store.Now, default).ConfigureAwait(false));
            await store.Dispatch.RecordAsync([RecordCases.Complete(store, started, SendOutcome.Accepted($"w-{store.Tenant}"))], store.Now, default).ConfigureAwait(false);
            var found = await store.FindAsync(started.Id).ConfigureAwait(false);
            Expect.Equal(StatusRank.Delivered, found.Delivery.StatusRank);
            Expect.Equal(1, found.Events.Count);
            Expect.Equal((short?)1, found.Events[0].Attempt);
        }),
        new("Events_KnownOnlyByProviderId_AfterTheSendResult_AreMatched", async services =>
        {
            var store = new StoreUnderTest(services);
            var started = await store.StartOneAsync(await store.RegisterAsync().ConfigureAwait(false)).ConfigureAwait(false);
            await store.Dispatch.RecordAsync([RecordCases.Complete(store, started, SendOutcome.Accepted($"a-{store.Tenant}"))], store.Now, default).ConfigureAwait(false);
            await store.Events.ApplyAsync([Report(store, null, MessageEventKind.Bounced) with { ProviderMessageId = $"a-{store.Tenant}" }], store.Now, default).ConfigureAwait(false);
            Expect.Equal(StatusRank.Bounced, (await store.DeliveryAsync(started.Id).ConfigureAwait(false)).StatusRank);
        }),
        new("Events_OfNoKnownMessage_AreKeptAndHarmless", async services =>
        {
            var store = new StoreUnderTest(services);
            Expect.Equal(1, await store.Events.ApplyAsync([Report(store, store.NextId(), MessageEventKind.Delivered)], store.Now, default).ConfigureAwait(false));
            Expect.Equal(1, await store.Events.ApplyAsync([Report(store, null, MessageEventKind.Delivered) with { ProviderMessageId = $"none-{store.Tenant}" }], store.Now, default).ConfigureAwait(false));
        }),
        new("Events_FromManyThreads_AllCount", async services =>
        {
            var store = new StoreUnderTest(services);
            var id = (await store.AddAsync().ConfigureAwait(false))[0];
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
                store.Events.ApplyAsync([Report(store, id, MessageEventKind.Opened), Report(store, id, MessageEventKind.Clicked)], store.Now, default)))).ConfigureAwait(false);
            var found = await store.DeliveryAsync(id).ConfigureAwait(false);
            Expect.Equal((8, 8), (found.OpenCount, found.ClickCount));
        }),
    ];

    public static MessageEvent Report(StoreUnderTest store, Guid? id, MessageEventKind kind) => new()
    {
        Provider = "conformance",
        EventKey = store.NextId().ToString("N"),
        DeliveryId = id,
        Kind = kind,
        OccurredAt = store.Now,
        ReceivedAt = store.Now,
        Detail = "Grund: ü",
    };
}
