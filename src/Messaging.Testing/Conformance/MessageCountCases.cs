using Messaging.Channels;
using Messaging.Messages;
using Messaging.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Testing.Conformance;

/// <summary>How many messages were stored, are open, and ended in which way: always what a recount of the messages says.</summary>
internal static class MessageCountCases
{
    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("MessageCounts_OfStoredAndEndedMessages_FollowEachChange", async services =>
        {
            var (counts, store) = Of(services);
            var request = store.NewRequest(4, key: "once");
            request = request with { Messages = [.. request.Messages.Take(3), MessageCountWalk.Suppressed(request.Messages[3], store.Now)] };
            await store.Client.AddAsync([request], default).ConfigureAwait(false);
            await ExpectAsync(counts, store, new Numbers(Open: 3, Suppressed: 1)).ConfigureAwait(false);
            var claimed = await store.ClaimAsync(await store.RegisterAsync().ConfigureAwait(false), 3).ConfigureAwait(false);
            await ExpectAsync(counts, store, new Numbers(Open: 3, Suppressed: 1)).ConfigureAwait(false);
            await store.Client.CancelAsync(store.Tenant, claimed[0].Delivery.Id, "test", store.Now, default).ConfigureAwait(false);
            Expect.Equal(StartVerdict.Refused, await store.StartAsync(StoreUnderTest.StartOf(claimed[0].Delivery)).ConfigureAwait(false));
            await ExpectAsync(counts, store, new Numbers(Open: 2, Suppressed: 1, Cancelled: 1)).ConfigureAwait(false);
            await store.StartAsync(StoreUnderTest.StartOf(claimed[1].Delivery)).ConfigureAwait(false);
            await RecordAsync(store, claimed[1].Delivery, SendOutcome.Accepted("p1")).ConfigureAwait(false);
            await ExpectAsync(counts, store, new Numbers(Open: 1, Accepted: 1, Suppressed: 1, Cancelled: 1)).ConfigureAwait(false);
            await store.Dispatch.RecordAsync([DeliveryTransition.Refuse(claimed[2].Delivery, DeliveryOutcome.Expired, DecisionCode.ExpireLate, store.Now)], store.Now, default).ConfigureAwait(false);
            await ExpectAsync(counts, store, new Numbers(Accepted: 1, Suppressed: 1, Cancelled: 1, Expired: 1)).ConfigureAwait(false);
        }),
        new("MessageCounts_OfWhatIsStoredTwice_CountOnce", async services =>
        {
            var (counts, store) = Of(services);
            var (keyed, keyless) = (store.NewRequest(2, key: "once"), store.NewRequest(3));
            await store.Client.AddAsync([keyed, keyless], default).ConfigureAwait(false);
            await store.Client.AddAsync([keyless], default).ConfigureAwait(false);
            await store.Client.AddAsync([keyed, store.NewRequest(1)], default).ConfigureAwait(false);
            await store.Client.AddAsync([store.NewRequest(2, key: "once"), store.NewRequest(5, key: "once", hash: 2)], default).ConfigureAwait(false);
            await ExpectAsync(counts, store, new Numbers(Open: 6)).ConfigureAwait(false);
        }),
        new("MessageCounts_OfProofAndReplays_MoveBetweenOutcomes", async services =>
        {
            var (counts, store) = Of(services);
            var epoch = await store.RegisterAsync().ConfigureAwait(false);
            var started = await store.StartOneAsync(epoch, DeliveryPolicy.AtMostOnce).ConfigureAwait(false);
            await store.Dispatch.RecordAsync([DeliveryTransition.Rescue(started, DeliveryRules.Default, store.Now)], store.Now, default).ConfigureAwait(false);
            await ExpectAsync(counts, store, new Numbers(Open: 1)).ConfigureAwait(false);
            var parked = await store.DeliveryAsync(started.Id).ConfigureAwait(false);
            await store.Dispatch.RecordAsync([DeliveryTransition.Resolve(parked, DeliveryRules.Default, store.Now)], store.Now, default).ConfigureAwait(false);
            await ExpectAsync(counts, store, new Numbers(Unknown: 1)).ConfigureAwait(false);
            await services.GetRequiredService<IDeadLetterStore>().ReplayAsync(
                new DeadLetterQuery { Tenant = store.Tenant }, null, 10, new ReplayOrder("test", store.Now, _ => store.Now.AddHours(1), UseCurrentTemplate: false), default).ConfigureAwait(false);
            await ExpectAsync(counts, store, new Numbers(Open: 1)).ConfigureAwait(false);
            var again = (await store.ClaimAsync(epoch).ConfigureAwait(false))[0].Delivery;
            await store.Dispatch.RecordAsync([DeliveryTransition.Refuse(again, DeliveryOutcome.Unknown, DecisionCode.EndUnknown, store.Now)], store.Now, default).ConfigureAwait(false);
            await ExpectAsync(counts, store, new Numbers(Unknown: 1)).ConfigureAwait(false);
            await store.Client.ReplayAsync(store.Tenant, started.Id, "test", store.Now.AddHours(1), store.Now, default).ConfigureAwait(false);
            await ExpectAsync(counts, store, new Numbers(Open: 1)).ConfigureAwait(false);
            var report = EventCases.Report(store, started.Id, MessageEventKind.Delivered);
            await store.Events.ApplyAsync([report], store.Now, default).ConfigureAwait(false);
            await store.Events.ApplyAsync([report], store.Now, default).ConfigureAwait(false);
            await ExpectAsync(counts, store, new Numbers(Accepted: 1)).ConfigureAwait(false);
        }),
        new("MessageCounts_OfALateResult_CountIt", async services =>
        {
            var (counts, store) = Of(services);
            var started = await store.StartOneAsync(await store.RegisterAsync().ConfigureAwait(false)).ConfigureAwait(false);
            await store.Dispatch.RecordAsync([DeliveryTransition.Rescue(started, DeliveryRules.Default, store.Now)], store.Now, default).ConfigureAwait(false);
            await RecordAsync(store, started, SendOutcome.Accepted("late")).ConfigureAwait(false);
            await ExpectAsync(counts, store, new Numbers(Accepted: 1)).ConfigureAwait(false);
        }),
        new("MessageCounts_AfterRetention_StayAsTheyWere", async services =>
        {
            var (counts, store) = Of(services);
            var id = (await store.AddAsync(2).ConfigureAwait(false))[0];
            await store.Client.CancelAsync(store.Tenant, id, "test", store.Now, default).ConfigureAwait(false);
            Expect.Equal(1, await RetentionCases.PruneAsync(store, RetainedRows.Messages).ConfigureAwait(false));
            await ExpectAsync(counts, store, new Numbers(Open: 1, Cancelled: 1)).ConfigureAwait(false);
        }),
        new("MessageCounts_ByPriority_TellHowManyAreOpen", async services =>
        {
            var (counts, store) = Of(services);
            var before = (await counts.ReadDepthsAsync(default).ConfigureAwait(false)).GetValueOrDefault(MessagePriority.Normal);
            var id = (await store.AddAsync(3).ConfigureAwait(false))[0];
            await store.Client.CancelAsync(store.Tenant, id, "test", store.Now, default).ConfigureAwait(false);
            while (await counts.FoldAsync(500, default).ConfigureAwait(false) > 0)
            {
            }

            Expect.Equal(before + 2, (await counts.ReadDepthsAsync(default).ConfigureAwait(false))[MessagePriority.Normal]);
        }),
        new("MessageCounts_UnderRandomWritersAndFolders_EqualARecount", async services =>
        {
            for (var seed = 1; seed <= 2; seed++)
            {
                var (counts, store) = Of(services);
                var walk = new MessageCountWalk(services, store, counts);
                await walk.RunAsync(seed).ConfigureAwait(false);
                await walk.CompareAsync().ConfigureAwait(false);
                while (await counts.FoldAsync(50, default).ConfigureAwait(false) > 0)
                {
                }

                await walk.CompareAsync().ConfigureAwait(false);
            }
        }),
    ];

    private static (ICountStore Counts, StoreUnderTest Store) Of(IServiceProvider services) => (services.GetRequiredService<ICountStore>(), new StoreUnderTest(services));

    private static Task<IReadOnlySet<Guid>> RecordAsync(StoreUnderTest store, Delivery claimed, SendOutcome outcome) => store.Dispatch.RecordAsync(
        [RecordCases.Complete(store, claimed.StartedAt is null ? DeliveryTransition.Start(claimed, StoreUnderTest.StartOf(claimed), store.Now)! : claimed, outcome)], store.Now, default);

    // Before and after folding, whichever of the changes that takes.
    private static async Task ExpectAsync(ICountStore counts, StoreUnderTest store, Numbers expected)
    {
        for (var round = 0; round < 2; round++)
        {
            var today = DateOnly.FromDateTime(store.Now.UtcDateTime);
            var found = await counts.CountAsync(new MessageCountQuery { Tenant = store.Tenant, Channel = MessageChannel.Email, From = today, To = today.AddDays(1) }, default).ConfigureAwait(false);
            Expect.Equal(expected, new Numbers(
                found.Sum(c => c.Open), found.Sum(c => c.Accepted), found.Sum(c => c.Unknown), found.Sum(c => c.Suppressed), found.Sum(c => c.Cancelled), found.Sum(c => c.Expired)));
            await counts.FoldAsync(500, default).ConfigureAwait(false);
        }
    }

    private sealed record Numbers(long Open = 0, long Accepted = 0, long Unknown = 0, long Suppressed = 0, long Cancelled = 0, long Expired = 0);
}
