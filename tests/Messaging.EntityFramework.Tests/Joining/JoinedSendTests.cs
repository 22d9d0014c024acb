using System.Transactions;
using Messaging.EntityFramework.Tests.Support;
using Messaging.Storage;
using Messaging.TestTools;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Messaging.EntityFramework.Tests.Joining;

public sealed class JoinedSendTests
{
    [Fact]
    public async Task SaveChanges_Synchronous_StoresTheSend()
    {
        using var host = new JoinedHost(sqlite: true, pooled: false);
        using var scope = host.Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<HostDbContext>();
        db.Bookings.Add(new Booking { Id = 1, Guest = "Lan" });
        await db.Messaging().SendAsync(JoinedHost.Request());
        db.SaveChanges();
        Assert.Equal(1, await host.CountMessagesAsync());
        await db.Messaging().SendAsync(JoinedHost.Request());
        db.SaveChanges();
        Assert.Equal(2, await host.CountMessagesAsync());
    }

    [Fact]
    public async Task SaveChanges_WithNothingElseToSave_StoresTheSend()
    {
        using var host = new JoinedHost(sqlite: true, pooled: false);
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HostDbContext>();
        await db.Messaging().SendAsync(JoinedHost.Request());
        Assert.Equal(AutoTransactionBehavior.WhenNeeded, db.Database.AutoTransactionBehavior);
        await db.SaveChangesAsync();
        Assert.Equal(AutoTransactionBehavior.WhenNeeded, db.Database.AutoTransactionBehavior);
        Assert.Equal(1, await host.CountMessagesAsync());
        Assert.True(host.WasWoken());
        await db.SaveChangesAsync();
        Assert.Equal(1, await host.CountMessagesAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_RepeatedKeyInATransaction_ReturnsTheFirstReceipt(bool buffered)
    {
        using var host = new JoinedHost(sqlite: true, pooled: false);
        var first = await host.Client.SendAsync(JoinedHost.Request("order-1"));
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HostDbContext>();
        await using var transaction = buffered ? null : await db.Database.BeginTransactionAsync();
        var second = await db.Messaging().SendAsync(JoinedHost.Request("order-1"));
        db.Bookings.Add(new Booking { Id = 1, Guest = "Lan" });
        await db.SaveChangesAsync();
        if (transaction is not null)
        {
            await transaction.CommitAsync();
            Assert.True(second.IsDuplicate);
            Assert.Equal(first.Messages.Select(m => m.Id), second.Messages.Select(m => m.Id));
        }

        Assert.Equal(1, await host.CountMessagesAsync());
        Assert.Equal(1, await host.CountBookingsAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_KeyOfAnotherRequest_IsATypedConflict(bool buffered)
    {
        using var host = new JoinedHost(sqlite: true, pooled: false);
        await host.Client.SendAsync(JoinedHost.Request("order-1"));
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HostDbContext>();
        await using var transaction = buffered ? null : await db.Database.BeginTransactionAsync();
        await Assert.ThrowsAsync<IdempotencyConflictException>(async () =>
        {
            await db.Messaging().SendAsync(JoinedHost.Request("order-1", recipients: 2));
            await db.SaveChangesAsync();
        });
        Assert.Equal(1, await host.CountMessagesAsync());
    }

    [PostgreSqlFact]
    public async Task ClientSend_InsideATransactionScope_CommitsByItself()
    {
        using var host = new JoinedHost(sqlite: false, pooled: false);
        using (new System.Transactions.TransactionScope(System.Transactions.TransactionScopeAsyncFlowOption.Enabled))
        {
            var receipt = await host.Client.SendAsync(JoinedHost.Request());
            Assert.Equal(CancelResult.Cancelled, await host.Client.CancelAsync(receipt.Messages[0].Id, "test"));
        }

        Assert.Equal(1, await host.CountMessagesAsync());
    }

    [Fact]
    public async Task Send_WrongRequest_LeavesTheTransactionUnharmed()
    {
        using var host = new JoinedHost(sqlite: true, pooled: false);
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HostDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        db.Bookings.Add(new Booking { Id = 1, Guest = "Lan" });
        await Assert.ThrowsAsync<InvalidMessageException>(() => db.Messaging().SendAsync(JoinedHost.Request() with { To = [] }));
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        Assert.Equal(1, await host.CountBookingsAsync());
        Assert.Equal(0, await host.CountMessagesAsync());
    }

    [Fact]
    public async Task Send_WithAttachments_StoresThemInTheTransaction()
    {
        using var host = new JoinedHost(sqlite: true, pooled: false);
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HostDbContext>();
        var receipt = await db.Messaging().SendAsync(JoinedHost.Request() with { Attachments = [new MessageAttachment { FileName = "a.txt", Content = new byte[] { 1, 2 } }] });
        await db.SaveChangesAsync();
        var found = await host.Client.FindAsync(receipt.Messages[0].Id);
        Assert.Equal("a.txt", Assert.Single(found!.Attachments).FileName);
    }

    [Fact]
    public async Task Messaging_OnAContextThatIsNotAttached_SaysHowToAttachIt()
    {
        using var database = TestDatabase.CreateSqlite();
        await using var db = new HostDbContext(database.Use(new DbContextOptionsBuilder()).Options);
        var error = Assert.Throws<MessagingConfigurationException>(() => db.Messaging());
        Assert.Contains("UseDbContext<HostDbContext>()", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClientSend_InsideASqliteWriteTransaction_IsRefusedWithTheJoinedCall()
    {
        using var host = new JoinedHost(sqlite: true, pooled: false);
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HostDbContext>();
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            var error = await Assert.ThrowsAsync<JoinedSendRequiredException>(() => host.Client.SendAsync(JoinedHost.Request()));
            Assert.Contains("db.Messaging().SendAsync", error.Message, StringComparison.Ordinal);
        }

        // Disposing without a commit raises no event; the next send must not be refused for it.
        await host.Client.SendAsync(JoinedHost.Request());
        Assert.Equal(1, await host.CountMessagesAsync());
    }

    [Fact]
    public async Task ClientSend_BesideAnotherFlowsWriteTransaction_OnlyWaits()
    {
        using var host = new JoinedHost(sqlite: true, pooled: false);
        var began = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        var other = Task.Run(async () =>
        {
            await using var scope = host.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<HostDbContext>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            began.SetResult();
            await finish.Task;
            await transaction.CommitAsync();
        });
        await began.Task;
        var send = host.Client.SendAsync(JoinedHost.Request());
        finish.SetResult();
        await Task.WhenAll(send, other);
        Assert.Equal(1, await host.CountMessagesAsync());
    }

    [PostgreSqlTheory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Send_InATransactionScope_EndsWithIt(bool complete, bool saveChanges)
    {
        using var host = new JoinedHost(sqlite: false, pooled: false);
        await host.CountMessagesAsync();
        host.WasWoken();
        await using (var services = host.Services.CreateAsyncScope())
        {
            var db = services.ServiceProvider.GetRequiredService<HostDbContext>();
            using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            var receipt = await db.Messaging().SendAsync(JoinedHost.Request());
            Assert.True(receipt.IsProvisional);
            if (saveChanges)
            {
                db.Bookings.Add(new Booking { Id = 1, Guest = "Lan" });
                await db.SaveChangesAsync();
            }

            Assert.False(host.WasWoken());
            if (complete)
            {
                scope.Complete();
            }
        }

        Assert.Equal(complete ? 1 : 0, await host.CountMessagesAsync());
        Assert.Equal(complete, host.WasWoken());
    }

    [PostgreSqlFact]
    public async Task Send_BufferedBeforeATransactionScope_IsStoredWhenSavedInIt()
    {
        using var host = new JoinedHost(sqlite: false, pooled: false);
        await using (var services = host.Services.CreateAsyncScope())
        {
            var db = services.ServiceProvider.GetRequiredService<HostDbContext>();
            await db.Messaging().SendAsync(JoinedHost.Request());
            using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            db.Bookings.Add(new Booking { Id = 1, Guest = "Lan" });
            await db.SaveChangesAsync();
            scope.Complete();
        }

        Assert.Equal(1, await host.CountMessagesAsync());
        Assert.True(host.WasWoken());
    }

    [Fact]
    public async Task Send_InATransactionScopeOnSqlite_IsRefused()
    {
        using var host = new JoinedHost(sqlite: true, pooled: false);
        await using var services = host.Services.CreateAsyncScope();
        var db = services.ServiceProvider.GetRequiredService<HostDbContext>();
        using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
        await Assert.ThrowsAsync<MessagingConfigurationException>(() => db.Messaging().SendAsync(JoinedHost.Request()));
    }

    [Theory]
    [InlineData(true)]
    public async Task Send_InARawTransactionThatTheHostCommits_IsThereAndRaisesNoSignal(bool sqlite) => await RawTransactionAsync(sqlite);

    [PostgreSqlFact]
    public Task Send_InARawPostgreSqlTransactionThatTheHostCommits_IsThereAndRaisesNoSignal() => RawTransactionAsync(sqlite: false);

    private static async Task RawTransactionAsync(bool sqlite)
    {
        using var host = new JoinedHost(sqlite, pooled: false);
        await host.CountMessagesAsync();
        host.WasWoken();
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HostDbContext>();
        await db.Database.OpenConnectionAsync();
        await using (var transaction = await db.Database.GetDbConnection().BeginTransactionAsync())
        {
            await db.Database.UseTransactionAsync(transaction);
            await db.Messaging().SendAsync(JoinedHost.Request());
            await transaction.CommitAsync();
        }

        // Nothing was raised: the dispatcher finds it by polling, unless the host notifies.
        Assert.False(host.WasWoken());
        Assert.Equal(1, await host.CountMessagesAsync());
        host.Services.GetRequiredService<IMessagingSignal>().Notify();
        Assert.True(host.WasWoken());
    }

    [Fact]
    public Task Send_SameKeyFromManyThreadsWithRollbacks_OnSqlite_StoresOneRequest() => ManyThreadsAsync(sqlite: true);

    [PostgreSqlFact]
    public Task Send_SameKeyFromManyThreadsWithRollbacks_OnPostgreSql_StoresOneRequest() => ManyThreadsAsync(sqlite: false);

    private static async Task ManyThreadsAsync(bool sqlite)
    {
        const int threads = 16;
        const int sends = 1_000;
        using var host = new JoinedHost(sqlite, pooled: false);
        var receipts = new System.Collections.Concurrent.ConcurrentBag<SendReceipt>();
        await Task.WhenAll(Enumerable.Range(0, threads).Select(thread => Task.Run(async () =>
        {
            for (var i = thread; i < sends; i += threads)
            {
                if (i % 4 == 3)
                {
                    receipts.Add(await host.Client.SendAsync(JoinedHost.Request("one")));
                    continue;
                }

                await using var scope = host.Services.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<HostDbContext>();
                await using var transaction = await BeginAsync(db);
                var receipt = await db.Messaging().SendAsync(JoinedHost.Request("one"));
                if (i % 4 == 0)
                {
                    await transaction.RollbackAsync();
                }
                else
                {
                    await transaction.CommitAsync();
                    receipts.Add(receipt);
                }
            }
        })));

        var stored = Assert.Single((await host.Client.ListAsync(new Storage.MessageQuery())).Messages);
        Assert.Equal(sends * 3 / 4, receipts.Count);
        Assert.All(receipts, r => Assert.Equal(stored.Message.Id, Assert.Single(r.Messages).Id));
        Assert.Single(receipts, r => !r.IsDuplicate);
    }

    // Sixteen writers on one SQLite file: a host would configure a longer wait, or try again as here.
    private static async Task<Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction> BeginAsync(HostDbContext db)
    {
        while (true)
        {
            try
            {
                return await db.Database.BeginTransactionAsync();
            }
            catch (SqliteException e) when (e.SqliteErrorCode == 5)
            {
            }
            catch (NpgsqlException e) when (e.IsTransient)
            {
            }
        }
    }
}
