using Messaging.Messages;
using Messaging.Storage;

namespace Messaging.Testing.Conformance;

/// <summary>Lists: every filter, the tenant's border, and pages that do not slip.</summary>
internal static class QueryCases
{
    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("Find_InAnotherTenant_FindsNothing", async services =>
        {
            var store = new StoreUnderTest(services);
            var id = (await store.AddAsync().ConfigureAwait(false))[0];
            Expect.True(await store.Client.FindAsync("", id, default).ConfigureAwait(false) is null);
            Expect.True(await store.Client.FindAsync(store.Tenant + "x", id, default).ConfigureAwait(false) is null);
        }),
        new("List_Pages_CoverEverythingOnceNewestFirst", async services =>
        {
            var store = new StoreUnderTest(services);
            var ids = (await store.AddAsync(25).ConfigureAwait(false)).ToHashSet();
            var seen = new List<MessageSummary>();
            (DateTimeOffset, Guid)? after = null;
            while (true)
            {
                var page = await store.Client.ListAsync(new MessageQuery { Tenant = store.Tenant, PageSize = 10 }, after, store.Now, default).ConfigureAwait(false);
                if (page.Count == 0)
                {
                    break;
                }

                seen.AddRange(page);
                after = (page[^1].Message.CreatedAt, page[^1].Message.Id);

                // New messages sort before the first page and must not move the next ones.
                await AddNewerAsync(store, seen.Count).ConfigureAwait(false);
            }

            Expect.SameItems(ids, seen.Select(s => s.Message.Id));
            Expect.Sequence(seen.OrderByDescending(s => s.Message.CreatedAt).ThenByDescending(s => s.Message.Id).Select(s => s.Message.Id), seen.Select(s => s.Message.Id));
        }),
        new("List_EachFilter_SelectsWhatItSays", async services =>
        {
            var store = new StoreUnderTest(services);
            var request = store.NewRequest(3);
            await store.Client.AddAsync([request, store.NewRequest(2, due: TimeSpan.FromHours(1))], default).ConfigureAwait(false);
            async Task CountAsync(int expected, MessageQuery query) => Expect.Equal(
                expected, (await store.Client.ListAsync(query with { Tenant = store.Tenant }, null, store.Now, default).ConfigureAwait(false)).Count, query.ToString());
            await CountAsync(5, new MessageQuery()).ConfigureAwait(false);
            await CountAsync(2, new MessageQuery { RecipientId = "r1" }).ConfigureAwait(false);
            await CountAsync(0, new MessageQuery { RecipientType = "supplier" }).ConfigureAwait(false);
            await CountAsync(5, new MessageQuery { Channel = MessageChannel.Email, Type = "greeting", Category = MessageCategory.Transactional }).ConfigureAwait(false);
            await CountAsync(0, new MessageQuery { Channel = MessageChannel.Sms }).ConfigureAwait(false);
            await CountAsync(3, new MessageQuery { RequestId = request.Id }).ConfigureAwait(false);
            await CountAsync(1, new MessageQuery { Entity = new EntityReference("booking", "b2") }).ConfigureAwait(false);
            await CountAsync(5, new MessageQuery { From = store.Now }).ConfigureAwait(false);
            await CountAsync(0, new MessageQuery { Until = store.Now }).ConfigureAwait(false);
            await CountAsync(3, new MessageQuery { Status = DeliveryStatus.Queued }).ConfigureAwait(false);
            await CountAsync(2, new MessageQuery { Status = DeliveryStatus.Scheduled }).ConfigureAwait(false);
            await CountAsync(0, new MessageQuery { Status = DeliveryStatus.Delivered }).ConfigureAwait(false);
        }),
        new("List_ByStatusAndMark_AgreesWithEachMessage", async services =>
        {
            var store = new StoreUnderTest(services);
            var epoch = await store.RegisterAsync().ConfigureAwait(false);
            foreach (var kind in Enum.GetValues<MessageEventKind>())
            {
                var started = await store.StartOneAsync(epoch).ConfigureAwait(false);
                await store.Events.ApplyAsync([EventCases.Report(store, started.Id, kind)], store.Now, default).ConfigureAwait(false);
            }

            var all = await store.Client.ListAsync(new MessageQuery { Tenant = store.Tenant, PageSize = 200 }, null, store.Now, default).ConfigureAwait(false);
            foreach (var status in Enum.GetValues<DeliveryStatus>())
            {
                var found = await store.Client.ListAsync(new MessageQuery { Tenant = store.Tenant, Status = status, PageSize = 200 }, null, store.Now, default).ConfigureAwait(false);
                Expect.SameItems(all.Where(s => s.Delivery.StatusAt(store.Now) == status).Select(s => s.Message.Id), found.Select(s => s.Message.Id), $"{status}");
            }

            var clicked = await store.Client.ListAsync(new MessageQuery { Tenant = store.Tenant, Marks = MessageMarks.Clicked }, null, store.Now, default).ConfigureAwait(false);
            Expect.Equal(1, clicked.Count);
        }),
    ];

    private static async Task AddNewerAsync(StoreUnderTest store, int round)
    {
        var request = store.NewRequest();
        var newer = request with { Messages = [.. request.Messages.Select(m => m with { Message = m.Message with { CreatedAt = store.Now.AddSeconds(round) } })] };
        await store.Client.AddAsync([newer], default).ConfigureAwait(false);
    }
}
