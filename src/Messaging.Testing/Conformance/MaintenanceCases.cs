using Messaging.Messages;
using Messaging.Storage;

namespace Messaging.Testing.Conformance;

/// <summary>What janitors find, give back and delete.</summary>
internal static class MaintenanceCases
{
    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("Find_Abandoned_FindsTheLeasesOfVanishedDispatchersOnly", async services =>
        {
            var store = new StoreUnderTest(services);
            var (gone, live) = (await store.RegisterAsync().ConfigureAwait(false), await store.RegisterAsync().ConfigureAwait(false));
            await store.AddAsync(2).ConfigureAwait(false);
            var lost = (await store.ClaimAsync(gone, 1).ConfigureAwait(false)).Single().Delivery;
            var held = (await store.ClaimAsync(live, 1).ConfigureAwait(false)).Single().Delivery;
            await store.Dispatch.HeartbeatAsync(gone, "n", TimeSpan.Zero, isNew: false, default).ConfigureAwait(false);
            var found = await store.Maintenance.FindAsync(DeliveryCondition.Abandoned, store.Now, 500, default).ConfigureAwait(false);
            Expect.True(found.Any(d => d == lost));
            Expect.True(found.All(d => d.Id != held.Id));
        }),
        new("Find_Abandoned_FindsLeasesWithoutAnyDispatcherRow", async services =>
        {
            var store = new StoreUnderTest(services);
            var id = (await store.AddAsync().ConfigureAwait(false))[0];
            await store.ClaimAsync(42).ConfigureAwait(false);
            Expect.True((await store.Maintenance.FindAsync(DeliveryCondition.Abandoned, store.Now, 500, default).ConfigureAwait(false)).Any(d => d.Id == id));
        }),
        new("Find_Abandoned_FindsThemWhoeverLivesBesideThem", async services =>
        {
            var store = new StoreUnderTest(services);
            var epochs = new List<long>();
            for (var i = 0; i < 7; i++)
            {
                epochs.Add(await store.RegisterAsync().ConfigureAwait(false));
            }

            // The first, the last, two in a row and one alone vanish, in the order of their numbers; then all of them.
            epochs.Sort();
            await store.AddAsync(epochs.Count).ConfigureAwait(false);
            var owners = new Dictionary<Guid, int>();
            for (var i = 0; i < epochs.Count; i++)
            {
                owners.Add((await store.ClaimAsync(epochs[i], 1).ConfigureAwait(false)).Single().Delivery.Id, i);
            }

            foreach (var gone in (int[][])[[0, 2, 3, 6], [0, 1, 2, 3, 4, 5, 6]])
            {
                foreach (var i in gone)
                {
                    await store.Dispatch.HeartbeatAsync(epochs[i], "n", TimeSpan.Zero, isNew: false, default).ConfigureAwait(false);
                }

                var found = await FindAsync(store, DeliveryCondition.Abandoned, store.Now).ConfigureAwait(false);
                Expect.Equal(string.Join(' ', gone), string.Join(' ', found.Where(d => owners.ContainsKey(d.Id)).OrderBy(d => d.OwnerEpoch).Select(d => owners[d.Id])));
            }
        }),
        new("Find_Hung_FindsOldStartsOnly", async services =>
        {
            var store = new StoreUnderTest(services);
            var started = await store.StartOneAsync(await store.RegisterAsync().ConfigureAwait(false)).ConfigureAwait(false);
            Expect.True((await FindAsync(store, DeliveryCondition.Hung, store.Now).ConfigureAwait(false)).All(d => d.Id != started.Id));
            Expect.True((await FindAsync(store, DeliveryCondition.Hung, store.Now + TimeSpan.FromMilliseconds(1)).ConfigureAwait(false)).Any(d => d.Id == started.Id));
        }),
        new("Find_Unproved_FindsParkedDeliveriesWhoseTimeHasCome", async services =>
        {
            var store = new StoreUnderTest(services);
            var started = await store.StartOneAsync(await store.RegisterAsync().ConfigureAwait(false)).ConfigureAwait(false);
            await store.Dispatch.RecordAsync([DeliveryTransition.Rescue(started, DeliveryRules.Default, store.Now)], store.Now, default).ConfigureAwait(false);
            Expect.True((await FindAsync(store, DeliveryCondition.Unproved, store.Now).ConfigureAwait(false)).All(d => d.Id != started.Id));
            Expect.True((await FindAsync(store, DeliveryCondition.Unproved, store.Now + DeliveryRules.Default.ProofGrace).ConfigureAwait(false)).Any(d => d.Id == started.Id));
        }),
        new("Find_Expired_FindsQueuedDeliveriesOnly", async services =>
        {
            var store = new StoreUnderTest(services);
            var id = (await store.AddAsync().ConfigureAwait(false))[0];
            var after = store.Now + TimeSpan.FromHours(24);
            Expect.True((await FindAsync(store, DeliveryCondition.Expired, after).ConfigureAwait(false)).Any(d => d.Id == id));
            await store.ClaimAsync(await store.RegisterAsync().ConfigureAwait(false)).ConfigureAwait(false);
            Expect.True((await FindAsync(store, DeliveryCondition.Expired, after).ConfigureAwait(false)).All(d => d.Id != id));
        }),
        new("Release_GivesBackWhatTheDispatcherDoesNotKnow", async services =>
        {
            var store = new StoreUnderTest(services);
            var epoch = await store.RegisterAsync().ConfigureAwait(false);
            var ids = await store.AddAsync(3).ConfigureAwait(false);
            var claimed = await store.ClaimAsync(epoch).ConfigureAwait(false);
            await store.Dispatch.StartAsync([StoreUnderTest.StartOf(claimed[1].Delivery)], store.Now, default).ConfigureAwait(false);
            Expect.Equal(1, await store.Maintenance.ReleaseAsync(epoch, [claimed[0].Delivery.Id], default).ConfigureAwait(false));
            Expect.Equal(WorkState.Leased, (await store.DeliveryAsync(claimed[0].Delivery.Id).ConfigureAwait(false)).WorkState);
            Expect.Equal(WorkState.Leased, (await store.DeliveryAsync(claimed[1].Delivery.Id).ConfigureAwait(false)).WorkState);
            var released = await store.DeliveryAsync(claimed[2].Delivery.Id).ConfigureAwait(false);
            Expect.Equal((WorkState.Queued, (short)0, 2L), (released.WorkState, released.Attempt, released.LeaseToken));
            Expect.Equal(3, ids.Count);
        }),
        new("Prune_RemovesOldKeysAndUnreferencedBlobsOnly", async services =>
        {
            var store = new StoreUnderTest(services);
            var request = store.NewRequest(1, "pruned");
            var (kept, loose) = (Hash(), Hash());
            request = request with { Attachments = [new StoredAttachment { RequestId = request.Id, FileName = "a", ContentType = "a/b", BlobHash = kept }] };
            await store.Client.AddAsync([request], default).ConfigureAwait(false);
            await store.Blobs.SaveAsync([new Blob { Hash = kept, Content = [1], CreatedAt = store.Now }, new Blob { Hash = loose, Content = [2], CreatedAt = store.Now }], default).ConfigureAwait(false);
            await PruneAsync(store, store.Now, store.Now).ConfigureAwait(false);
            Expect.Equal(AddResult.Duplicate, (await store.Client.AddAsync([store.NewRequest(1, "pruned")], default).ConfigureAwait(false))[0].Result);
            await PruneAsync(store, store.Now.AddMilliseconds(1), store.Now.AddMilliseconds(1)).ConfigureAwait(false);
            Expect.Equal(AddResult.Added, (await store.Client.AddAsync([store.NewRequest(1, "pruned")], default).ConfigureAwait(false))[0].Result);
            Expect.Equal(1, (await store.Blobs.LoadAsync([request.Id], default).ConfigureAwait(false))[request.Id].Count);
            Expect.Equal(0, await PruneAsync(store, store.Now, store.Now.AddMilliseconds(1)).ConfigureAwait(false));
        }),
    ];

    private static string Hash() => Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));

    private static async Task<int> PruneAsync(StoreUnderTest store, DateTimeOffset keysBefore, DateTimeOffset blobsBefore)
    {
        var total = 0;
        for (var removed = 1; removed > 0; total += removed)
        {
            removed = await store.Maintenance.PruneAsync(keysBefore, blobsBefore, 500, default).ConfigureAwait(false);
        }

        return total;
    }

    private static Task<IReadOnlyList<Delivery>> FindAsync(StoreUnderTest store, DeliveryCondition condition, DateTimeOffset before) =>
        store.Maintenance.FindAsync(condition, before, 5_000, default);
}
