using Messaging.Messages;

namespace Messaging.Testing.Conformance;

/// <summary>Start marks that are counted: exact, once per generation, and nothing is written beyond the limit. Start marks that depend on what is known of contacts.</summary>
internal static class CountCases
{
    private const int Day = 740_000;

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("Start_CountedUpToTheLimit_IsGrantedAndNoFurther", async services =>
        {
            var store = new StoreUnderTest(services);
            var (claimed, contact) = (await ClaimAsync(store, 5).ConfigureAwait(false), store.NextId());
            var verdicts = await store.Dispatch.StartAsync([.. claimed.Select(d => Counted(d, contact, 3))], store.Now, default).ConfigureAwait(false);
            Expect.Equal(3, verdicts.Values.Count(v => v == StartVerdict.Granted));
            Expect.Equal(2, verdicts.Values.Count(v => v == StartVerdict.Capped));
            foreach (var delivery in claimed)
            {
                var found = await store.DeliveryAsync(delivery.Id).ConfigureAwait(false);
                Expect.Equal(verdicts[delivery.Id] == StartVerdict.Granted ? (Day, (short)1) : (0, (short)0), (found.CapDay, found.Attempt));
            }

            Expect.Equal(3, await UsedAsync(store, contact).ConfigureAwait(false));
        }),
        new("Start_CountedTwice_CountsOnce", async services =>
        {
            var store = new StoreUnderTest(services);
            var (claimed, contact) = ((await ClaimAsync(store, 1).ConfigureAwait(false))[0], store.NextId());
            Expect.Equal(StartVerdict.Granted, await store.StartAsync(Counted(claimed, contact, 1)).ConfigureAwait(false));
            Expect.Equal(StartVerdict.Granted, await store.StartAsync(Counted(claimed, contact, 1)).ConfigureAwait(false));
            Expect.Equal(1, await UsedAsync(store, contact).ConfigureAwait(false));
        }),
        new("Start_CountedAfterACancellation_EndsAndCountsNothing", async services =>
        {
            var store = new StoreUnderTest(services);
            var (claimed, contact) = ((await ClaimAsync(store, 1).ConfigureAwait(false))[0], store.NextId());
            await store.Client.CancelAsync(store.Tenant, claimed.Id, "test", store.Now, default).ConfigureAwait(false);
            Expect.Equal(StartVerdict.Refused, await store.StartAsync(Counted(claimed, contact, 1)).ConfigureAwait(false));
            Expect.Equal(0, await UsedAsync(store, contact).ConfigureAwait(false));
            Expect.Equal(DeliveryOutcome.Cancelled, (await store.DeliveryAsync(claimed.Id).ConfigureAwait(false)).Outcome);
        }),
        new("Start_CountedWithStaleToken_CountsNothing", async services =>
        {
            var store = new StoreUnderTest(services);
            var (claimed, contact) = ((await ClaimAsync(store, 1).ConfigureAwait(false))[0], store.NextId());
            Expect.Equal(StartVerdict.Refused, await store.StartAsync(Counted(claimed, contact, 5) with { LeaseToken = claimed.LeaseToken - 1 }).ConfigureAwait(false));
            Expect.Equal(0, await UsedAsync(store, contact).ConfigureAwait(false));
        }),
        new("Start_CountedFromManySidesAtOnce_StaysExact", async services =>
        {
            const int limit = 10;
            var store = new StoreUnderTest(services);
            var (claimed, contacts) = (await ClaimAsync(store, 60).ConfigureAwait(false), new[] { store.NextId(), store.NextId() });
            var batches = claimed.Select((d, i) => Counted(d, contacts[i % 2], limit)).Chunk(6).ToList();
            var verdicts = await Task.WhenAll(batches.Select(b => Task.Run(() => store.Dispatch.StartAsync(b, store.Now, default)))).ConfigureAwait(false);
            Expect.Equal(limit * 2, verdicts.Sum(v => v.Values.Count(x => x == StartVerdict.Granted)));
            Expect.Equal(claimed.Count - (limit * 2), verdicts.Sum(v => v.Values.Count(x => x == StartVerdict.Capped)));
            foreach (var contact in contacts)
            {
                Expect.Equal(limit, await UsedAsync(store, contact).ConfigureAwait(false));
            }
        }),
        new("Start_AfterTheContactChanged_WritesNothing", async services =>
        {
            var store = new StoreUnderTest(services);
            var claimed = (await ClaimAsync(store, 1).ConfigureAwait(false))[0];
            var (person, address) = (ContactCases.Row(store), ContactCases.Row(store));
            await store.Contacts.WriteAsync(person, [], default).ConfigureAwait(false);
            var start = StoreUnderTest.StartOf(claimed) with { PersonId = person.Id, PersonVersion = 1, AddressId = address.Id, AddressVersion = 0, CapContact = person.Id, CapDay = Day, CapLimit = 9 };
            await store.Contacts.WriteAsync(address, [], default).ConfigureAwait(false);
            Expect.Equal(StartVerdict.ContactChanged, await store.StartAsync(start).ConfigureAwait(false));
            Expect.Equal(claimed, await store.DeliveryAsync(claimed.Id).ConfigureAwait(false));
            Expect.Equal(0, await UsedAsync(store, person.Id).ConfigureAwait(false));
            Expect.Equal(StartVerdict.Granted, await store.StartAsync(start with { AddressVersion = 1 }).ConfigureAwait(false));
        }),
    ];

    private static DeliveryStart Counted(Delivery claimed, Guid contact, int limit) => StoreUnderTest.StartOf(claimed) with { CapContact = contact, CapDay = Day, CapLimit = limit, Segments = 2 };

    private static async Task<int> UsedAsync(StoreUnderTest store, Guid contact) =>
        (await store.Contacts.CountAsync([(contact, Day)], default).ConfigureAwait(false)).SingleOrDefault()?.Used ?? 0;

    private static async Task<IReadOnlyList<Delivery>> ClaimAsync(StoreUnderTest store, int count)
    {
        await store.AddAsync(count).ConfigureAwait(false);
        return [.. (await store.ClaimAsync(await store.RegisterAsync().ConfigureAwait(false)).ConfigureAwait(false)).Select(c => c.Delivery)];
    }
}
