using Messaging.EntityFramework.Store;
using Messaging.EntityFramework.Tests.Support;
using Messaging.Messages;
using Messaging.Storage;
using Messaging.TestTools;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EntityFramework.Tests.Store;

/// <summary>Changes of counts that are written while others are folded stay; a fold that deletes by what is counted, instead of by the changes it read, loses them.</summary>
public sealed class CountFoldTests
{
    private static readonly DateOnly Today = new(2030, 1, 15);

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public Task Sqlite_ChangeWrittenAfterTheRead_Stays(bool byKey, int stored) => CompareAsync(sqlite: true, byKey, stored);

    [PostgreSqlTheory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public Task PostgreSql_ChangeWrittenAfterTheRead_Stays(bool byKey, int stored) => CompareAsync(sqlite: false, byKey, stored);

    [PostgreSqlFact]
    public async Task PostgreSql_ChangesThatAnotherJanitorFolds_AreSkippedNotWaitedFor()
    {
        using var host = StoreHost.Dedicated(sqlite: false);
        var counts = host.Services.GetRequiredService<ICountStore>();
        await AddAsync(host, "a");
        await AddAsync(host, "b");
        var (mine, theirs, again) = await host.Services.GetRequiredService<StoreExecutor>().TransactAsync("fold", async session =>
        {
            var one = await PostgreSqlCounts.FoldAsync(session, 1, default);
            return (one, await counts.FoldAsync(10, default), await counts.FoldAsync(10, default));
        }, default).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal((1, 1, 0), (mine, theirs, again));
        Assert.Equal((1, 1), (await StoredAsync(host, "a"), await StoredAsync(host, "b")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Sqlite_FoldedChanges_LeaveOneRowPerSum(bool portable) => FoldAsync(StoreHost.Dedicated(sqlite: true, portable));

    [PostgreSqlTheory]
    [InlineData(false)]
    [InlineData(true)]
    public Task PostgreSql_FoldedChanges_LeaveOneRowPerSum(bool portable) => FoldAsync(StoreHost.Dedicated(sqlite: false, portable));

    private static async Task FoldAsync(StoreHost host)
    {
        using var _ = host;
        var (sample, counts) = (new StoreSample(host.Services), host.Services.GetRequiredService<ICountStore>());
        for (var round = 0; round < 3; round++)
        {
            // One at a time: what comes to nothing within one fold makes no sum on some stores.
            await sample.EndAsync();
            await counts.FoldAsync(1, default);
        }

        while (await counts.FoldAsync(1, default) > 0)
        {
        }

        var rows = await host.Services.GetRequiredService<StoreExecutor>().ReadAsync("read", session => session.Rows<CountRow>().OrderBy(c => c.Outcome).ToListAsync(), default);
        Assert.Equal([(0, DeliveryOutcome.None, 0L), (0, DeliveryOutcome.Accepted, 3L)], rows.Select(r => (r.Number, r.Outcome, r.Count)));
        Assert.Equal(rows.Select(r => new CountKey("", MessageChannel.Email, StoreSample.Lane, Today.DayNumber, r.Outcome).ToId()), rows.Select(r => r.Id));
    }

    private static async Task CompareAsync(bool sqlite, bool byKey, int stored)
    {
        using var host = StoreHost.Dedicated(sqlite);
        await AddAsync(host, "a");
        var executor = host.Services.GetRequiredService<StoreExecutor>();
        var read = await executor.ReadAsync("read", session => session.Rows<CountRow>().Where(c => c.Number > 0).ToListAsync(), default);
        await AddAsync(host, "a");
        Assert.Equal(1, await executor.TransactAsync("fold", session => byKey ? CountFold.RunAsync(session, read, default) : CarelessAsync(session, Assert.Single(read)), default));
        Assert.Equal(stored, await StoredAsync(host, "a"));
        Assert.Equal(byKey ? 1 : 0, await host.Services.GetRequiredService<ICountStore>().FoldAsync(10, default));
        Assert.Equal(stored, await StoredAsync(host, "a"));
    }

    // What the fold does, but for all changes of the sum, also those that came after it was read.
    private static async Task<int> CarelessAsync(DbSession session, CountRow change)
    {
        await session.Rows<CountRow>().Where(c => c.Number > 0 && c.LaneKey == change.LaneKey && c.Day == change.Day && c.Outcome == change.Outcome).ExecuteDeleteAsync();
        using var insert = RowStatement<CountRow>.Insert(session, "j", CountColumns.Counts, "");
        return await insert.RunAsync(change with { Number = 0 }, default);
    }

    private static Task AddAsync(StoreHost host, string tenant)
    {
        var (ids, now) = (new MessageIds(host.Clock), host.Clock.GetUtcNow());
        var (id, request) = (ids.Next(), ids.Next());
        var message = new Message { Id = id, RequestId = request, TenantId = tenant, Channel = MessageChannel.Email, CreatedAt = now, PlannedAt = now };
        var delivery = new Delivery { Id = id, TenantId = tenant, Channel = MessageChannel.Email, LaneKey = LaneKey.Of(tenant, MessageChannel.Email, MessagePriority.Normal), DueAt = now, ExpiresAt = now.AddHours(1) };
        return host.Services.GetRequiredService<IMessageStore>().AddAsync(
            [new NewRequest { Id = request, TenantId = tenant, CreatedAt = now, Messages = [new NewMessage(message, new MessageContent { Id = id, Address = "lan@example.org" }, delivery)] }], default);
    }

    private static async Task<long> StoredAsync(StoreHost host, string tenant) =>
        (await host.Services.GetRequiredService<IMessageCounts>().CountAsync(new MessageCountQuery { Tenant = tenant, From = Today, To = Today })).Sum(c => c.Stored);
}
