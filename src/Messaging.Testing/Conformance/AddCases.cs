using Messaging.Storage;

namespace Messaging.Testing.Conformance;

/// <summary>Storing requests: completely or not at all, and once per idempotency key.</summary>
internal static class AddCases
{
    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("Add_Request_StoresEveryColumn", async services =>
        {
            var store = new StoreUnderTest(services);
            var request = store.NewRequest(2);
            request = request with
            {
                Attachments = [new StoredAttachment { RequestId = request.Id, FileName = "Đặt phòng.pdf", ContentType = "application/pdf", BlobHash = new string('a', 64), Size = 3 }],
                Messages = [.. request.Messages.Select(m => m with { Message = m.Message with { AttachmentCount = 1, OriginalId = store.NextId(), Plan = "[]" } })],
            };
            Expect.Equal(AddResult.Added, (await store.Client.AddAsync([request], default).ConfigureAwait(false))[0].Result);
            foreach (var row in request.Messages)
            {
                var found = await store.FindAsync(row.Message.Id).ConfigureAwait(false);
                Expect.Equal(row.Message with { Tags = [] }, found.Message with { Tags = [] });
                Expect.Sequence(row.Message.Tags, found.Message.Tags);
                Expect.Equal(row.Content, found.Content);
                Expect.Equal(row.Delivery, found.Delivery);
                Expect.Sequence(request.Attachments, found.Attachments);
            }
        }),
        new("Add_RepeatedKey_ReturnsTheFirstAndStoresNothing", async services =>
        {
            var store = new StoreUnderTest(services);
            var (first, second) = (store.NewRequest(2, "key"), store.NewRequest(2, "key"));
            await store.Client.AddAsync([first], default).ConfigureAwait(false);
            var repeated = (await store.Client.AddAsync([second], default).ConfigureAwait(false))[0];
            Expect.Equal(AddResult.Duplicate, repeated.Result);
            Expect.Equal(first.Id, repeated.RequestId);
            Expect.Sequence(first.Messages.Select(m => m.Message.Id), repeated.Messages.Select(m => m.Id));
            Expect.True(await store.Client.FindAsync(store.Tenant, second.Messages[0].Message.Id, default).ConfigureAwait(false) is null);
        }),
        new("Add_KeyOfAnotherRequest_IsAConflictAndStoresNothing", async services =>
        {
            var store = new StoreUnderTest(services);
            var (first, second) = (store.NewRequest(1, "key", hash: 1), store.NewRequest(1, "key", hash: 2));
            await store.Client.AddAsync([first], default).ConfigureAwait(false);
            var other = (await store.Client.AddAsync([second], default).ConfigureAwait(false))[0];
            Expect.Equal(AddResult.Conflict, other.Result);
            Expect.Equal(first.Id, other.RequestId);
            Expect.True(await store.Client.FindAsync(store.Tenant, second.Messages[0].Message.Id, default).ConfigureAwait(false) is null);
        }),
        new("Add_SameKeyInAnotherTenant_IsIndependent", async services =>
        {
            var store = new StoreUnderTest(services);
            await store.Client.AddAsync([store.NewRequest(1, "key")], default).ConfigureAwait(false);
            var other = (await store.Client.AddAsync([store.NewRequest(1, "key", hash: 2, tenant: store.Tenant + "-b")], default).ConfigureAwait(false))[0];
            Expect.Equal(AddResult.Added, other.Result);
        }),
        new("Add_SameRowsAgain_StoresThemOnce", async services =>
        {
            var store = new StoreUnderTest(services);
            foreach (var request in new[] { store.NewRequest(3), store.NewRequest(3, "again") })
            {
                for (var i = 0; i < 2; i++)
                {
                    Expect.Equal(AddResult.Added, (await store.Client.AddAsync([request], default).ConfigureAwait(false))[0].Result);
                }
            }

            Expect.Equal(6, (await store.Client.ListAsync(new MessageQuery { Tenant = store.Tenant }, null, store.Now, default).ConfigureAwait(false)).Count);
        }),
        new("Add_BatchOfWhichOneWasStored_StoresTheOther", async services =>
        {
            var store = new StoreUnderTest(services);
            var (first, second) = (store.NewRequest(2), store.NewRequest(3, "second"));
            await store.Client.AddAsync([first], default).ConfigureAwait(false);
            var results = await store.Client.AddAsync([first, second], default).ConfigureAwait(false);
            Expect.Sequence([AddResult.Added, AddResult.Added], results.Select(r => r.Result));
            Expect.Equal(5, (await store.Client.ListAsync(new MessageQuery { Tenant = store.Tenant }, null, store.Now, default).ConfigureAwait(false)).Count);
        }),
        new("Add_Batch_DecidesEachRequestByItself", async services =>
        {
            var store = new StoreUnderTest(services);
            var first = store.NewRequest(1, "b");
            await store.Client.AddAsync([first], default).ConfigureAwait(false);
            var results = await store.Client.AddAsync(
                [store.NewRequest(1, "c"), store.NewRequest(1, "b"), store.NewRequest(1), store.NewRequest(1, "b", hash: 9), store.NewRequest(1, "a")], default).ConfigureAwait(false);
            Expect.Sequence([AddResult.Added, AddResult.Duplicate, AddResult.Added, AddResult.Conflict, AddResult.Added], results.Select(r => r.Result));
            Expect.Equal(4, (await store.Client.ListAsync(new MessageQuery { Tenant = store.Tenant }, null, store.Now, default).ConfigureAwait(false)).Count);
        }),
        new("Add_SameKeyFromManyThreads_StoresOneRequest", async services =>
        {
            var store = new StoreUnderTest(services);
            var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => store.Client.AddAsync([store.NewRequest(2, "race")], default)))).ConfigureAwait(false);
            Expect.Equal(1, results.Count(r => r[0].Result == AddResult.Added));
            Expect.Equal(1, results.Select(r => r[0].RequestId).Distinct().Count());
            Expect.Equal(2, (await store.Client.ListAsync(new MessageQuery { Tenant = store.Tenant }, null, store.Now, default).ConfigureAwait(false)).Count);
        }),
        new("Blobs_Saved_AreLoadedWithTheirRequest", async services =>
        {
            var store = new StoreUnderTest(services);
            var request = store.NewRequest();
            var (a, b) = (new string('1', 64), Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)));
            await store.Blobs.SaveAsync([new Blob { Hash = b, Content = [1, 2, 3], CreatedAt = store.Now }, new Blob { Hash = a, Content = [9], CreatedAt = store.Now }], default).ConfigureAwait(false);
            await store.Blobs.SaveAsync([new Blob { Hash = b, Content = [1, 2, 3], CreatedAt = store.Now }], default).ConfigureAwait(false);
            request = request with
            {
                Attachments =
                [
                    new StoredAttachment { RequestId = request.Id, Ordinal = 0, FileName = "b.bin", ContentType = "application/octet-stream", BlobHash = b, Size = 3, ContentId = "logo" },
                    new StoredAttachment { RequestId = request.Id, Ordinal = 1, FileName = "a.bin", ContentType = "text/plain", BlobHash = a, Size = 1 },
                ],
            };
            await store.Client.AddAsync([request], default).ConfigureAwait(false);
            var loaded = (await store.Blobs.LoadAsync([request.Id, store.NextId()], default).ConfigureAwait(false))[request.Id];
            Expect.Sequence(["b.bin", "a.bin"], loaded.Select(l => l.FileName));
            Expect.Sequence<byte>([1, 2, 3], loaded[0].Content.ToArray());
            Expect.Equal("logo", loaded[0].ContentId);
        }),
    ];
}
