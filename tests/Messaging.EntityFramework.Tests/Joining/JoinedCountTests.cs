using Messaging.EntityFramework.Tests.Support;
using Messaging.Storage;
using Messaging.TestTools;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EntityFramework.Tests.Joining;

/// <summary>A joined send is counted if, and only if, the host's transaction commits.</summary>
public sealed class JoinedCountTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Sqlite_JoinedSend_IsCountedWithTheHostsCommit(bool commits) => CompareAsync(sqlite: true, commits);

    [PostgreSqlTheory]
    [InlineData(true)]
    [InlineData(false)]
    public Task PostgreSql_JoinedSend_IsCountedWithTheHostsCommit(bool commits) => CompareAsync(sqlite: false, commits);

    private static async Task CompareAsync(bool sqlite, bool commits)
    {
        using var host = new JoinedHost(sqlite, pooled: false);
        await using (var scope = host.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<HostDbContext>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.Messaging().SendAsync(JoinedHost.Request("order-1", recipients: 3));
            await db.Messaging().SendAsync(JoinedHost.Request("order-1", recipients: 3));
            await db.SaveChangesAsync();
            await (commits ? transaction.CommitAsync() : transaction.RollbackAsync());
        }

        var today = DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime);
        var found = await host.Services.GetRequiredService<IMessageCounts>().CountAsync(new MessageCountQuery { From = today, To = today });
        Assert.Equal(commits ? 3 : 0, found.Sum(c => c.Open));
        Assert.Equal(await host.CountMessagesAsync(), found.Sum(c => c.Stored));
    }
}
