using Messaging.EntityFramework.Tests.Support;
using Messaging.TestTools;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EntityFramework.Tests.Joining;

/// <summary>Saves that were refused, undone or given up: a send goes with the work it belongs to.</summary>
public sealed class GivenUpSaveTests
{
    [Fact]
    public async Task Discard_AfterAConflict_LetsTheContextSaveOnWithoutTheSend()
    {
        using var host = new JoinedHost(sqlite: true, pooled: false);
        await host.Client.SendAsync(JoinedHost.Request("order-1"));
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HostDbContext>();
        db.Bookings.Add(new Booking { Id = 1, Guest = "Lan" });
        await db.Messaging().SendAsync(JoinedHost.Request("order-1", recipients: 2));
        await Assert.ThrowsAsync<IdempotencyConflictException>(() => db.SaveChangesAsync());
        Assert.Equal(0, await host.CountBookingsAsync());

        db.Messaging().Discard();
        await db.SaveChangesAsync();
        Assert.Equal((1, 1), (await host.CountBookingsAsync(), await host.CountMessagesAsync()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("order-1")]
    public Task Sqlite_SavepointTookTheFirstSaveBack_TheNextSaveStoresTheSend(string? key) => SavepointAsync(sqlite: true, key);

    [PostgreSqlTheory]
    [InlineData(null)]
    [InlineData("order-1")]
    public Task PostgreSql_SavepointTookTheFirstSaveBack_TheNextSaveStoresTheSend(string? key) => SavepointAsync(sqlite: false, key);

    [Fact]
    public async Task Transaction_AfterASaveThatAnotherInterceptorRefused_StoresNoSend()
    {
        using var host = new JoinedHost(sqlite: true, pooled: false, refuse: true);
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HostDbContext>();
        db.Bookings.Add(new Booking { Id = 1, Guest = "Lan" });
        await db.Messaging().SendAsync(JoinedHost.Request());
        await Assert.ThrowsAsync<NotSupportedException>(() => db.SaveChangesAsync());
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            await db.Database.ExecuteSqlRawAsync("DELETE FROM messaging_blobs");
            await transaction.CommitAsync();
        }

        Assert.Equal((0, 0), (await host.CountBookingsAsync(), await host.CountMessagesAsync()));
    }

    private static async Task SavepointAsync(bool sqlite, string? key)
    {
        using var host = new JoinedHost(sqlite, pooled: false);
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HostDbContext>();
        await db.Messaging().SendAsync(JoinedHost.Request(key));
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            await transaction.CreateSavepointAsync("before");
            db.Bookings.Add(new Booking { Id = 1, Guest = "Lan" });
            await db.SaveChangesAsync();
            await transaction.RollbackToSavepointAsync("before");
            db.ChangeTracker.Clear();
            db.Bookings.Add(new Booking { Id = 2, Guest = "Minh" });
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }

        Assert.Equal((1, 1), (await host.CountBookingsAsync(), await host.CountMessagesAsync()));
    }
}
