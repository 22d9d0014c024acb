using Messaging.EntityFramework.Tests.Support;
using Messaging.Storage;
using Messaging.TestTools;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EntityFramework.Tests.Model;

/// <summary>A database from before there were counts gets them from the messages that it holds.</summary>
public sealed class CountMigrationTests
{
    [Fact]
    public Task Sqlite_MigratedWithMessages_CountsThem() => CompareAsync(sqlite: true);

    [PostgreSqlFact]
    public Task PostgreSql_MigratedWithMessages_CountsThem() => CompareAsync(sqlite: false);

    private static async Task CompareAsync(bool sqlite)
    {
        using var host = StoreHost.Dedicated(sqlite);
        var (sample, counts) = (new StoreSample(host.Services), host.Services.GetRequiredService<ICountStore>());
        await sample.EndAsync();
        await sample.AddAsync();
        host.Clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromMilliseconds(1));
        await sample.AddAsync();
        host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await sample.AddAsync();
        var cancelled = await sample.AddAsync();
        await host.Services.GetRequiredService<IMessagingClient>().CancelAsync(cancelled, "lan: test");
        var (expected, depths) = (await ReadAsync(counts), await counts.ReadDepthsAsync(default));
        Assert.Equal([(15, 3, 2, 1, 0), (16, 2, 1, 0, 1)], expected.Select(c => (c.Day.Day, c.Stored, c.Open, c.Accepted, c.Cancelled)).Select(c => (c.Day, (int)c.Stored, (int)c.Open, (int)c.Accepted, (int)c.Cancelled)));

        await using (var db = await host.Services.GetRequiredService<IDbContextFactory<MessagingDbContext>>().CreateDbContextAsync())
        {
            await db.Database.MigrateAsync("20261122000700_Operations");
            await db.Database.MigrateAsync();
        }

        Assert.Equal(expected, await ReadAsync(counts));
        Assert.Equal(depths, await counts.ReadDepthsAsync(default));
        await host.Services.GetRequiredService<IMessagingClient>().CancelAsync((await host.Services.GetRequiredService<IMessagingClient>().ListAsync(new MessageQuery())).Messages[1].Message.Id, "lan: test");
        Assert.True(await counts.FoldAsync(100, default) > 0);
        Assert.Equal((2, 0, 2), (await ReadAsync(counts)).Select(c => ((int)c.Stored, (int)c.Open, (int)c.Cancelled)).Last());
    }

    private static Task<IReadOnlyList<MessageCount>> ReadAsync(ICountStore counts) => counts.CountAsync(new MessageCountQuery { From = new DateOnly(2030, 1, 1), To = new DateOnly(2030, 2, 1) }, default);
}
