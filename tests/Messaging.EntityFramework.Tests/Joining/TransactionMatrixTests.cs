using Messaging.EntityFramework.Tests.Support;
using Messaging.TestTools;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EntityFramework.Tests.Joining;

/// <summary>Three ways to work with a context, and four ways for it to end, on both databases, pooled or not: messages exist if and only if the host's data does.</summary>
public sealed class TransactionMatrixTests
{
    public enum Shape
    {
        PlainSaveChanges,
        ExplicitTransaction,
        RetryingStrategy,
    }

    public enum End
    {
        Commit,
        Rollback,
        FailedCommitThenRetry,
        LostCommitAnswerThenRetry,
        Dispose,
    }

    public static TheoryData<Shape, End, bool> Cases
    {
        get
        {
            var cases = new TheoryData<Shape, End, bool>();
            foreach (var shape in Enum.GetValues<Shape>())
            {
                foreach (var end in Enum.GetValues<End>())
                {
                    cases.Add(shape, end, true);
                    cases.Add(shape, end, false);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public Task SendInSqlite_EndsWithTheHostsData(Shape shape, End end, bool pooled) => RunAsync(shape, end, sqlite: true, pooled);

    [PostgreSqlTheory]
    [MemberData(nameof(Cases))]
    public Task SendInPostgreSql_EndsWithTheHostsData(Shape shape, End end, bool pooled) => RunAsync(shape, end, sqlite: false, pooled);

    private static async Task RunAsync(Shape shape, End end, bool sqlite, bool pooled)
    {
        using var host = new JoinedHost(sqlite, pooled, retrying: shape == Shape.RetryingStrategy);
        await using (var scope = host.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<HostDbContext>();
            host.WasWoken();
            if (end is End.FailedCommitThenRetry or End.LostCommitAnswerThenRetry)
            {
                host.Fault.FailNext(afterTheDatabaseDidIt: end == End.LostCommitAnswerThenRetry);
            }

            await (shape switch
            {
                Shape.PlainSaveChanges => PlainAsync(host, db, end),
                Shape.ExplicitTransaction => ExplicitAsync(host, db, end),
                _ => RetryingAsync(host, db, end),
            });
        }

        var expected = end is End.Rollback or End.Dispose ? 0 : 1;
        Assert.Equal(expected, await host.CountMessagesAsync());
        Assert.Equal(expected, await host.CountBookingsAsync());
        Assert.Equal(expected == 1, host.WasWoken());

        // A pooled context that is used again must not bring back what its last user did not save.
        await using var next = host.Services.CreateAsyncScope();
        await next.ServiceProvider.GetRequiredService<HostDbContext>().SaveChangesAsync();
        Assert.Equal(expected, await host.CountMessagesAsync());
    }

    private static async Task PlainAsync(JoinedHost host, HostDbContext db, End end)
    {
        db.Bookings.Add(new Booking { Id = 1, Guest = "Lan" });
        var receipt = await db.Messaging().SendAsync(JoinedHost.Request());
        Assert.True(receipt.IsProvisional);
        Assert.DoesNotContain(db.ChangeTracker.Entries(), e => e.Entity is not Booking);
        switch (end)
        {
            case End.Commit:
                await db.SaveChangesAsync();
                break;
            case End.Rollback:
                // Something of the host's own fails, after ours was written.
                db.Bookings.Add(new Booking { Id = 2, Guest = null! });
                await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
                break;
            case End.FailedCommitThenRetry:
                await Assert.ThrowsAsync<CommitFaultException>(() => db.SaveChangesAsync());
                Assert.False(host.WasWoken());
                await db.SaveChangesAsync();
                break;
            case End.LostCommitAnswerThenRetry:
                await Assert.ThrowsAsync<CommitFaultException>(() => db.SaveChangesAsync());
                db.ChangeTracker.Clear();
                await db.SaveChangesAsync();
                break;
            default:
                break;
        }
    }

    private static async Task ExplicitAsync(JoinedHost host, HostDbContext db, End end)
    {
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            try
            {
                await using var transaction = await db.Database.BeginTransactionAsync();
                await InsertBookingAsync(db);
                await db.Messaging().SendAsync(JoinedHost.Request("booking-1"));
                Assert.False(attempt == 1 && host.WasWoken());
                if (end == End.Rollback)
                {
                    await transaction.RollbackAsync();
                }
                else if (end != End.Dispose)
                {
                    await transaction.CommitAsync();
                }

                return;
            }
            catch (CommitFaultException) when (attempt == 1)
            {
            }
        }
    }

    private static async Task RetryingAsync(JoinedHost host, HostDbContext db, End end)
    {
        // Sent before the block that may be repeated: nothing of it may be lost or doubled when the block runs again.
        await db.Messaging().SendAsync(JoinedHost.Request());
        await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await InsertBookingAsync(db);
            await db.SaveChangesAsync();
            if (end == End.Rollback)
            {
                await transaction.RollbackAsync();
            }
            else if (end != End.Dispose)
            {
                await transaction.CommitAsync();
            }
        });
    }

    private static Task<int> InsertBookingAsync(HostDbContext db) =>
        db.Database.ExecuteSqlRawAsync("INSERT INTO \"Bookings\" (\"Id\", \"Guest\") VALUES (1, 'Lan') ON CONFLICT DO NOTHING");
}
