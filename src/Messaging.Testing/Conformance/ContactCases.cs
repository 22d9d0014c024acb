using Messaging.Preferences;
using Messaging.Storage;

namespace Messaging.Testing.Conformance;

/// <summary>Contacts: one row each, whose versions follow one another without a gap however many write, and entries that are never lost.</summary>
internal static class ContactCases
{
    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("Contact_Written_IsReadBack", async services =>
        {
            var store = new StoreUnderTest(services);
            var row = Row(store) with { PersonType = "customer", PersonId = "Đặng", IsSuppressed = true };
            Expect.True(await store.Contacts.WriteAsync(row, [], default).ConfigureAwait(false));
            Expect.Equal(row, (await store.Contacts.ReadAsync([row.Id, store.NextId()], default).ConfigureAwait(false)).Single());
            var next = row with { Version = 2, State = """{"optOuts":[]}""", IsSuppressed = false };
            Expect.True(await store.Contacts.WriteAsync(next, [], default).ConfigureAwait(false));
            Expect.Equal(next, (await store.Contacts.ReadAsync([row.Id], default).ConfigureAwait(false)).Single());
        }),
        new("Contact_WrittenOverAnotherVersion_IsRefusedWithItsEntries", async services =>
        {
            var store = new StoreUnderTest(services);
            var row = Row(store);
            Expect.True(!await store.Contacts.WriteAsync(row with { Version = 2 }, [Entry(store, row.Id)], default).ConfigureAwait(false));
            Expect.True(await store.Contacts.WriteAsync(row, [Entry(store, row.Id)], default).ConfigureAwait(false));
            Expect.True(!await store.Contacts.WriteAsync(row, [Entry(store, row.Id)], default).ConfigureAwait(false));
            Expect.True(!await store.Contacts.WriteAsync(row with { Version = 3 }, [Entry(store, row.Id)], default).ConfigureAwait(false));
            Expect.Equal(1, (await store.Contacts.HistoryAsync(row.Id, 10, default).ConfigureAwait(false)).Count);
        }),
        new("Contact_WrittenByManyAtOnce_GrowsByOneVersionEach", async services =>
        {
            const int writers = 8;
            var store = new StoreUnderTest(services);
            var id = store.NextId();
            await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(() => WriteNextAsync(store, id)))).ConfigureAwait(false);
            Expect.Equal((long)writers, (await store.Contacts.ReadAsync([id], default).ConfigureAwait(false)).Single().Version);
            Expect.Equal(writers, (await store.Contacts.HistoryAsync(id, 100, default).ConfigureAwait(false)).Count);
        }),
        new("Contact_History_IsNewestFirstAndLimited", async services =>
        {
            var store = new StoreUnderTest(services);
            var row = Row(store);
            var entries = Enumerable.Range(0, 3).Select(_ => Entry(store, row.Id)).ToList();
            await store.Contacts.WriteAsync(row, entries, default).ConfigureAwait(false);
            var history = await store.Contacts.HistoryAsync(row.Id, 2, default).ConfigureAwait(false);
            Expect.Equal((entries[2], entries[1], 2), (history[0], history[1], history.Count));
        }),
        new("Contact_Suppressed_IsListedByPages", async services =>
        {
            var store = new StoreUnderTest(services);
            var rows = Enumerable.Range(0, 5).Select(i => Row(store) with { IsSuppressed = i != 2, UpdatedAt = store.Now.AddMinutes(i / 2) }).ToList();
            foreach (var row in rows)
            {
                await store.Contacts.WriteAsync(row, [], default).ConfigureAwait(false);
            }

            var expected = rows.Where(r => r.IsSuppressed).OrderByDescending(r => r.UpdatedAt).ThenByDescending(r => r.Id).Select(r => r.Id).ToList();
            var first = await store.Contacts.ListSuppressedAsync(store.Tenant, null, 3, default).ConfigureAwait(false);
            var rest = await store.Contacts.ListSuppressedAsync(store.Tenant, (first[^1].UpdatedAt, first[^1].Id), 3, default).ConfigureAwait(false);
            Expect.Equal(string.Join(' ', expected), string.Join(' ', first.Concat(rest).Select(r => r.Id)));
        }),
        new("Contact_Secret_IsTheSameForAll", async services =>
        {
            var store = new StoreUnderTest(services);
            var secrets = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => store.Contacts.ReadSecretAsync(default)))).ConfigureAwait(false);
            Expect.Equal(1, secrets.Select(s => s.Secret).Distinct(StringComparer.Ordinal).Count());
            Expect.True(secrets.All(s => s.IsCertain && s.Secret.Length == 64));
        }),
        new("Review_Decided_LeavesTheQueueOnce", async services =>
        {
            var store = new StoreUnderTest(services);
            var review = new OptOutReview { Id = store.NextId(), TenantId = store.Tenant, Channel = MessageChannel.Sms, ContactId = store.NextId(), Text = "please no ☹", ReceivedAt = store.Now };
            await store.Reviews.AddAsync(review, default).ConfigureAwait(false);
            await store.Reviews.AddAsync(review, default).ConfigureAwait(false);
            Expect.Equal(review, (await store.Reviews.ListAsync(store.Tenant, null, 10, default).ConfigureAwait(false)).Single());
            Expect.Equal(0, (await store.Reviews.ListAsync("another", review.Id, 10, default).ConfigureAwait(false)).Count);
            var decided = review with { DecidedAt = store.Now, DecidedBy = "anna", IsOptOut = true };
            Expect.True(await store.Reviews.DecideAsync(decided, default).ConfigureAwait(false));
            Expect.True(!await store.Reviews.DecideAsync(decided, default).ConfigureAwait(false));
            Expect.Equal(0, (await store.Reviews.ListAsync(store.Tenant, null, 10, default).ConfigureAwait(false)).Count);
        }),
    ];

    public static ContactRow Row(StoreUnderTest store) => new() { Id = store.NextId(), TenantId = store.Tenant, Version = 1, State = "{}", UpdatedAt = store.Now };

    private static ContactEntry Entry(StoreUnderTest store, Guid contact) => new()
    {
        Id = store.NextId(),
        ContactId = contact,
        TenantId = store.Tenant,
        Kind = ContactEntryKind.ConsentGranted,
        Channel = MessageChannel.Email,
        Topic = "news",
        At = store.Now,
        Source = "form",
        Wording = "v1",
        Proof = "ü",
    };

    private static async Task WriteNextAsync(StoreUnderTest store, Guid id)
    {
        while (true)
        {
            var rows = await store.Contacts.ReadAsync([id], default).ConfigureAwait(false);
            var next = Row(store) with { Id = id, Version = rows.Count == 0 ? 1 : rows[0].Version + 1 };
            if (await store.Contacts.WriteAsync(next, [Entry(store, id)], default).ConfigureAwait(false))
            {
                return;
            }
        }
    }
}
