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
        new("Events_OfAnotherTenantsAccount_ChangeNothingAndStayUnmatched", async services =>
        {
            var store = new StoreUnderTest(services);
            var started = await store.StartOneAsync(await store.RegisterAsync().ConfigureAwait(false)).ConfigureAwait(false);
            var early = Report(store, null, MessageEventKind.Bounced) with { TenantId = "stranger", ProviderMessageId = $"x-{store.Tenant}" };
            await store.Events.ApplyAsync([early], store.Now, default).ConfigureAwait(false);
            await store.Dispatch.RecordAsync([RecordCases.Complete(store, started, SendOutcome.Accepted($"x-{store.Tenant}"))], store.Now, default).ConfigureAwait(false);
            var before = await store.DeliveryAsync(started.Id).ConfigureAwait(false);
            var named = Report(store, started.Id, MessageEventKind.Bounced) with { TenantId = "stranger", Generation = 0, Attempt = 1 };
            var late = Report(store, null, MessageEventKind.Complained) with { TenantId = "stranger", ProviderMessageId = $"x-{store.Tenant}" };
            Expect.Equal(2, await store.Events.ApplyAsync([named, late], store.Now, default).ConfigureAwait(false));
            await store.Maintenance.MatchEventsAsync(100, store.Now, default).ConfigureAwait(false);
            var after = await store.FindAsync(started.Id).ConfigureAwait(false);
            Expect.Equal(before, after.Delivery);
            Expect.Equal(0, after.Events.Count);
        }),
        new("Events_OfTheTenantsOwnAccount_Apply", async services =>
        {
            var store = new StoreUnderTest(services);
            var started = await store.StartOneAsync(await store.RegisterAsync().ConfigureAwait(false)).ConfigureAwait(false);
            var early = Report(store, null, MessageEventKind.Sent) with { TenantId = store.Tenant, ProviderMessageId = $"o-{store.Tenant}" };
            await store.Events.ApplyAsync([early], store.Now, default).ConfigureAwait(false);
            await store.Dispatch.RecordAsync([RecordCases.Complete(store, started, SendOutcome.Accepted($"o-{store.Tenant}"))], store.Now, default).ConfigureAwait(false);
            await store.Events.ApplyAsync([Report(store, started.Id, MessageEventKind.Delivered) with { TenantId = store.Tenant }], store.Now, default).ConfigureAwait(false);
            var found = await store.FindAsync(started.Id).ConfigureAwait(false);
            Expect.Equal(StatusRank.Delivered, found.Delivery.StatusRank);
            Expect.Equal(2, found.Events.Count);
            Expect.Equal(store.Tenant, found.Events[0].TenantId);
        }),
        new("Events_WhoseProviderIdIsThatOfSeveralMessages_AreAboutNone", async services =>
        {
            var store = new StoreUnderTest(services);
            var epoch = await store.RegisterAsync().ConfigureAwait(false);
            var (first, second) = (await store.StartOneAsync(epoch).ConfigureAwait(false), await store.StartOneAsync(epoch).ConfigureAwait(false));
            var shared = SendOutcome.Accepted($"s-{store.Tenant}");
            await store.Dispatch.RecordAsync([RecordCases.Complete(store, first, shared), RecordCases.Complete(store, second, shared)], store.Now, default).ConfigureAwait(false);
            await store.Events.ApplyAsync([Report(store, null, MessageEventKind.Bounced) with { ProviderMessageId = $"s-{store.Tenant}" }], store.Now, default).ConfigureAwait(false);
            await store.Maintenance.MatchEventsAsync(100, store.Now, default).ConfigureAwait(false);
            Expect.Equal(StatusRank.Accepted, (await store.DeliveryAsync(first.Id).ConfigureAwait(false)).StatusRank);
            Expect.Equal(StatusRank.Accepted, (await store.DeliveryAsync(second.Id).ConfigureAwait(false)).StatusRank);
            await store.Events.ApplyAsync([Report(store, second.Id, MessageEventKind.Bounced) with { ProviderMessageId = $"s-{store.Tenant}" }], store.Now, default).ConfigureAwait(false);
            Expect.Equal(StatusRank.Bounced, (await store.DeliveryAsync(second.Id).ConfigureAwait(false)).StatusRank);
        }),
        new("Events_InOneBatchAboutManyMessages_EachApplyInAnyOrder", async services =>
        {
            var store = new StoreUnderTest(services);
            var ids = await store.AddAsync(20).ConfigureAwait(false);
            var reports = ids.SelectMany(id => new[]
            {
                Report(store, id, MessageEventKind.Delivered), Report(store, id, MessageEventKind.Opened), Report(store, id, MessageEventKind.Opened), Report(store, id, MessageEventKind.Sent),
            }).ToList();
            reports.Add(reports[0]);
            reports.Add(Report(store, null, MessageEventKind.Other));
            Expect.Equal(81, await store.Events.ApplyAsync(reports, store.Now, default).ConfigureAwait(false));
            foreach (var id in ids)
            {
                var found = await store.FindAsync(id).ConfigureAwait(false);
                Expect.Equal((StatusRank.Delivered, 2, WorkState.Done, 4), (found.Delivery.StatusRank, found.Delivery.OpenCount, found.Delivery.WorkState, found.Events.Count));
            }
        }),
        new("Events_LookedUp_TellWhatIsStoredAndWhichMessageIsMeant", async services =>
        {
            var store = new StoreUnderTest(services);
            var started = await store.StartOneAsync(await store.RegisterAsync().ConfigureAwait(false)).ConfigureAwait(false);
            await store.Dispatch.RecordAsync([RecordCases.Complete(store, started, SendOutcome.Accepted($"l-{store.Tenant}"))], store.Now, default).ConfigureAwait(false);
            var known = Report(store, started.Id, MessageEventKind.Delivered);
            await store.Events.ApplyAsync([known], store.Now, default).ConfigureAwait(false);
            var byProviderId = Report(store, null, MessageEventKind.Bounced) with { ProviderMessageId = $"l-{store.Tenant}" };
            var answers = await store.Events.FindAsync([known, byProviderId, byProviderId with { TenantId = "stranger" }, Report(store, store.NextId(), MessageEventKind.Bounced)], default).ConfigureAwait(false);
            Expect.Equal(4, answers.Count);
            Expect.Equal((true, started.Id, "person0@example.org"), (answers[0].IsStored, answers[0].Message!.Id, answers[0].Address));
            Expect.Equal((false, started.Id, "person0@example.org"), (answers[1].IsStored, answers[1].Message!.Id, answers[1].Address));
            Expect.True(answers[2] is { IsStored: false, Message: null, Address: "" } && answers[3] is { IsStored: false, Message: null });
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
