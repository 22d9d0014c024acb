using Messaging.Messages;
using Messaging.Storage;

namespace Messaging.Testing.Conformance;

/// <summary>Claims: what is due, in order, up to the quota, and never the same delivery twice.</summary>
internal static class ClaimCases
{
    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("Claim_DueDelivery_IsLeasedWithItsMessageAndContent", async services =>
        {
            var store = new StoreUnderTest(services);
            var request = store.NewRequest();
            await store.Client.AddAsync([request], default).ConfigureAwait(false);
            var epoch = await store.RegisterAsync().ConfigureAwait(false);
            var claimed = (await store.ClaimAsync(epoch).ConfigureAwait(false)).Single();
            var row = request.Messages[0];
            Expect.Equal(DeliveryTransition.Claim(row.Delivery, epoch), claimed.Delivery);
            Expect.Equal(row.Message with { Tags = [] }, claimed.Message with { Tags = [] });
            Expect.Equal(row.Content, claimed.Content);
            Expect.Equal(claimed.Delivery, await store.DeliveryAsync(claimed.Delivery.Id).ConfigureAwait(false));
        }),
        new("Claim_NotDueYet_IsLeftAlone", async services =>
        {
            var store = new StoreUnderTest(services);
            await store.AddAsync(due: TimeSpan.FromMinutes(1)).ConfigureAwait(false);
            var epoch = await store.RegisterAsync().ConfigureAwait(false);
            Expect.Equal(0, (await store.ClaimAsync(epoch).ConfigureAwait(false)).Count);
            Expect.Equal(1, (await store.ClaimAsync(epoch, later: TimeSpan.FromMinutes(1)).ConfigureAwait(false)).Count);
        }),
        new("Claim_Quota_TakesTheEarliestDueFirst", async services =>
        {
            var store = new StoreUnderTest(services);
            var late = await store.AddAsync(2, TimeSpan.FromSeconds(-1)).ConfigureAwait(false);
            var early = await store.AddAsync(3, TimeSpan.FromSeconds(-5)).ConfigureAwait(false);
            var epoch = await store.RegisterAsync().ConfigureAwait(false);
            Expect.SameItems(early, (await store.ClaimAsync(epoch, 3).ConfigureAwait(false)).Select(c => c.Delivery.Id));
            Expect.SameItems(late, (await store.ClaimAsync(epoch, 3).ConfigureAwait(false)).Select(c => c.Delivery.Id));
        }),
        new("Claim_OtherLane_IsLeftAlone", async services =>
        {
            var store = new StoreUnderTest(services);
            await store.AddAsync().ConfigureAwait(false);
            var epoch = await store.RegisterAsync().ConfigureAwait(false);
            var other = LaneKey.Of(store.Tenant, MessageChannel.Sms, MessagePriority.Normal);
            Expect.Equal(0, (await store.Dispatch.ClaimAsync(epoch, [new LaneQuota(other, 10)], store.Now, default).ConfigureAwait(false)).Count);
        }),
        new("Claim_FromManyThreads_HandsOutEachDeliveryOnce", async services =>
        {
            var store = new StoreUnderTest(services);
            var ids = await store.AddAsync(200).ConfigureAwait(false);
            var epoch = await store.RegisterAsync().ConfigureAwait(false);
            var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
            {
                var mine = new List<Guid>();
                for (var empty = 0; empty < 3;)
                {
                    var claimed = await store.ClaimAsync(epoch, 7).ConfigureAwait(false);
                    mine.AddRange(claimed.Select(c => c.Delivery.Id));
                    empty = claimed.Count == 0 ? empty + 1 : 0;
                }

                return mine;
            }))).ConfigureAwait(false);
            Expect.SameItems(ids, claims.SelectMany(c => c));
        }),
        new("Lanes_WithQueuedDeliveries_AreFoundWithTheirEarliestDueTime", async services =>
        {
            var store = new StoreUnderTest(services);
            await store.AddAsync(due: TimeSpan.FromMinutes(2)).ConfigureAwait(false);
            await store.AddAsync(due: TimeSpan.FromMinutes(1)).ConfigureAwait(false);
            var found = (await store.Dispatch.FindLanesAsync(default).ConfigureAwait(false)).Where(l => l.Key == store.Lane).ToList();
            Expect.Sequence([new Lane(store.Lane, store.Now + TimeSpan.FromMinutes(1), store.Tenant, MessageChannel.Email)], found);
        }),
        new("Lanes_WithoutQueuedDeliveries_AreNotFound", async services =>
        {
            var store = new StoreUnderTest(services);
            await store.AddAsync(2).ConfigureAwait(false);
            await store.ClaimAsync(await store.RegisterAsync().ConfigureAwait(false)).ConfigureAwait(false);
            Expect.True((await store.Dispatch.FindLanesAsync(default).ConfigureAwait(false)).All(l => l.Key != store.Lane));
        }),
        new("Heartbeat_LiveLease_IsRenewed_ExpiredOne_IsNot", async services =>
        {
            var store = new StoreUnderTest(services);
            var live = await store.RegisterAsync().ConfigureAwait(false);
            var renewed = await store.Dispatch.HeartbeatAsync(live, "n", TimeSpan.FromSeconds(30), isNew: false, default).ConfigureAwait(false);
            Expect.True(renewed.Alive);
            Expect.Equal(16, renewed.InstallationKey.Length);
            await store.Dispatch.HeartbeatAsync(live, "n", TimeSpan.Zero, isNew: false, default).ConfigureAwait(false);
            var late = await store.Dispatch.HeartbeatAsync(live, "n", TimeSpan.FromSeconds(30), isNew: false, default).ConfigureAwait(false);
            Expect.True(!late.Alive);
            Expect.Equal(renewed.InstallationKey, late.InstallationKey);
        }),
    ];
}
