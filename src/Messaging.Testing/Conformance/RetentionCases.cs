using System.Security.Cryptography;
using Messaging.Channels;
using Messaging.Messages;
using Messaging.Storage;

namespace Messaging.Testing.Conformance;

/// <summary>What is past its time goes, oldest first and step by step; what is open, in doubt, in an open chain or of another tenant stays.</summary>
internal static class RetentionCases
{
    private static readonly TimeSpan Later = TimeSpan.FromHours(1);

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("Retention_Contents_GoWithEndedMessagesOnly", async services =>
        {
            var store = new StoreUnderTest(services);
            var (ended, open, doubtful) = (await EndAsync(store).ConfigureAwait(false), (await store.AddAsync(due: Later).ConfigureAwait(false))[0], await ParkAsync(store).ConfigureAwait(false));
            Expect.Equal(0, await PruneAsync(store, RetainedRows.Contents, store.Now).ConfigureAwait(false));
            Expect.Equal(1, await PruneAsync(store, RetainedRows.Contents).ConfigureAwait(false));
            Expect.True((await store.FindAsync(ended).ConfigureAwait(false)).Content is null);
            Expect.Equal(1, (await store.FindAsync(ended).ConfigureAwait(false)).Attempts.Count);
            Expect.True((await store.FindAsync(open).ConfigureAwait(false)).Content is not null);
            Expect.True((await store.FindAsync(doubtful).ConfigureAwait(false)).Content is not null);
            Expect.Equal(0, await PruneAsync(store, RetainedRows.Contents).ConfigureAwait(false));
        }),
        new("Retention_Messages_GoWithAllThatHangsOnThem", async services =>
        {
            var store = new StoreUnderTest(services);
            var (ended, other, doubtful) = (await EndAsync(store).ConfigureAwait(false), await EndAsync(store).ConfigureAwait(false), await ParkAsync(store).ConfigureAwait(false));
            var report = EventCases.Report(store, ended, MessageEventKind.Delivered);
            Expect.Equal(1, await store.Events.ApplyAsync([report], store.Now, default).ConfigureAwait(false));
            Expect.Equal(0, await PruneAsync(store, RetainedRows.Messages, store.Now).ConfigureAwait(false));
            Expect.Equal(2, await PruneAsync(store, RetainedRows.Messages).ConfigureAwait(false));
            Expect.True(await store.Client.FindAsync(store.Tenant, ended, default).ConfigureAwait(false) is null);
            Expect.True(await store.Client.FindAsync(store.Tenant, other, default).ConfigureAwait(false) is null);
            Expect.Equal(WorkState.Parked, (await store.DeliveryAsync(doubtful).ConfigureAwait(false)).WorkState);

            // The report is forgotten too: it is new again, and about nobody.
            Expect.Equal(1, await store.Events.ApplyAsync([report], store.Now, default).ConfigureAwait(false));
        }),
        new("Retention_Attachments_GoWhenNothingOfTheirRequestIsOpen", async services =>
        {
            var store = new StoreUnderTest(services);
            var request = WithAttachment(store.NewRequest(2), out var hash);
            await store.Blobs.SaveAsync([new Blob { Hash = hash, Content = [1], CreatedAt = store.Now }], default).ConfigureAwait(false);
            await store.Client.AddAsync([request], default).ConfigureAwait(false);
            await store.Client.CancelAsync(store.Tenant, request.Messages[0].Message.Id, "", store.Now, default).ConfigureAwait(false);
            Expect.Equal(1, await PruneAsync(store, RetainedRows.Contents).ConfigureAwait(false));
            Expect.Equal(1, (await store.FindAsync(request.Messages[1].Message.Id).ConfigureAwait(false)).Attachments.Count);
            await store.Client.CancelAsync(store.Tenant, request.Messages[1].Message.Id, "", store.Now, default).ConfigureAwait(false);
            Expect.Equal(1, await PruneAsync(store, RetainedRows.Contents).ConfigureAwait(false));
            Expect.Equal(0, (await store.FindAsync(request.Messages[1].Message.Id).ConfigureAwait(false)).Attachments.Count);
        }),
        new("Retention_Events_GoByTheirOwnTimeAndNotWhileInDoubt", async services =>
        {
            var store = new StoreUnderTest(services);
            var (ended, doubtful) = (await EndAsync(store).ConfigureAwait(false), await ParkAsync(store).ConfigureAwait(false));
            var late = EventCases.Report(store, ended, MessageEventKind.Opened) with { ReceivedAt = store.Now + (2 * Later) };
            await store.Events.ApplyAsync(
                [
                    EventCases.Report(store, ended, MessageEventKind.Delivered), EventCases.Report(store, ended, MessageEventKind.Clicked), late,
                    EventCases.Report(store, doubtful, MessageEventKind.Other),
                ],
                store.Now, default).ConfigureAwait(false);
            Expect.Equal(2, await PruneAsync(store, RetainedRows.Events, limit: 3).ConfigureAwait(false));
            var left = await store.FindAsync(ended).ConfigureAwait(false);
            Expect.Equal(late.EventKey, left.Events.Single().EventKey);
            Expect.True(left.Delivery is { DeliveredAt: not null, ClickedAt: not null });
            Expect.Equal(1, (await store.FindAsync(doubtful).ConfigureAwait(false)).Events.Count);
        }),
        new("Retention_OpenChain_StaysAsAWhole", async services =>
        {
            var store = new StoreUnderTest(services);
            var request = store.NewRequest(3);
            var ids = request.Messages.Select(m => m.Message.Id).ToList();
            request = request with
            {
                Messages = [.. request.Messages.Select((m, i) => m with { Message = m.Message with { FirstId = ids[0], Step = (short)i }, Delivery = m.Delivery with { DueAt = store.Now + (i * Later) } })],
            };
            await store.Client.AddAsync([request], default).ConfigureAwait(false);
            await CancelAsync(store, ids[0], ids[1]).ConfigureAwait(false);
            Expect.Equal(0, await PruneAsync(store, RetainedRows.Messages).ConfigureAwait(false));
            Expect.Equal(3, (await store.Dispatch.FindChainsAsync([ids[0]], default).ConfigureAwait(false)).Count);
            await CancelAsync(store, ids[2]).ConfigureAwait(false);
            Expect.Equal(3, await PruneAsync(store, RetainedRows.Messages).ConfigureAwait(false));
        }),
        new("Retention_OtherTenants_Stay", async services =>
        {
            var (store, other) = (new StoreUnderTest(services), new StoreUnderTest(services));
            var (mine, theirs) = (await EndAsync(store).ConfigureAwait(false), await EndAsync(other).ConfigureAwait(false));
            var range = new PruneRange { Rows = RetainedRows.Contents, Before = store.Now + Later, Tenants = [store.Tenant], IsExcept = true };
            Expect.True(!range.Covers(store.Tenant) && range.Covers(other.Tenant) && new PruneRange { Rows = RetainedRows.Contents, Before = store.Now }.Covers(""));
            Expect.Equal(1, await PruneAsync(store, RetainedRows.Messages).ConfigureAwait(false));
            Expect.True(await store.Client.FindAsync(store.Tenant, mine, default).ConfigureAwait(false) is null);
            Expect.Equal(WorkState.Done, (await other.DeliveryAsync(theirs).ConfigureAwait(false)).WorkState);
        }),
        new("Retention_SmallSteps_ReachTheEnd", async services =>
        {
            var store = new StoreUnderTest(services);
            var ids = await store.AddAsync(7).ConfigureAwait(false);
            await CancelAsync(store, [.. ids.Where((_, i) => i != 3)]).ConfigureAwait(false);
            Expect.Equal(6, await PruneAsync(store, RetainedRows.Messages, limit: 10).ConfigureAwait(false));
            Expect.Equal(WorkState.Queued, (await store.DeliveryAsync(ids[3]).ConfigureAwait(false)).WorkState);
        }),
    ];

    // All tenants share the tables, so the way leads over rows of other cases.
    internal static async Task<int> PruneAsync(StoreUnderTest store, RetainedRows rows, DateTimeOffset? before = null, int limit = 500)
    {
        var range = new PruneRange { Rows = rows, Before = before ?? (store.Now + Later), Tenants = [store.Tenant], IsExcept = false };
        var total = 0;
        while (true)
        {
            var step = await store.Maintenance.PruneAsync(range, limit, default).ConfigureAwait(false);
            total += step.Removed;
            if (step.IsEnd)
            {
                return total;
            }

            Expect.True(step.Last.CompareTo(range.After) > 0 || step.Removed > 0);
            range = range with { After = step.Last };
        }
    }

    private static async Task<Guid> EndAsync(StoreUnderTest store)
    {
        var started = await store.StartOneAsync(await store.RegisterAsync().ConfigureAwait(false)).ConfigureAwait(false);
        await store.Dispatch.RecordAsync([RecordCases.Complete(store, started, SendOutcome.Accepted($"{started.Id:N}"))], store.Now, default).ConfigureAwait(false);
        return started.Id;
    }

    private static async Task<Guid> ParkAsync(StoreUnderTest store)
    {
        var started = await store.StartOneAsync(await store.RegisterAsync().ConfigureAwait(false)).ConfigureAwait(false);
        await store.Dispatch.RecordAsync([DeliveryTransition.Rescue(started, DeliveryRules.Default, store.Now)], store.Now, default).ConfigureAwait(false);
        return started.Id;
    }

    private static async Task CancelAsync(StoreUnderTest store, params IReadOnlyList<Guid> ids)
    {
        foreach (var id in ids)
        {
            Expect.Equal(CancelResult.Cancelled, await store.Client.CancelAsync(store.Tenant, id, "", store.Now, default).ConfigureAwait(false));
        }
    }

    private static NewRequest WithAttachment(NewRequest request, out string hash)
    {
        hash = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        return request with
        {
            Attachments = [new StoredAttachment { RequestId = request.Id, FileName = "a", ContentType = "a/b", BlobHash = hash, Size = 1 }],
            Messages = [.. request.Messages.Select(m => m with { Message = m.Message with { AttachmentCount = 1 } })],
        };
    }
}
