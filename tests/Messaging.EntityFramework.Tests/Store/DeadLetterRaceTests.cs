using Messaging.Channels;
using Messaging.EntityFramework.Store;
using Messaging.EntityFramework.Tests.Support;
using Messaging.Messages;
using Messaging.Storage;
using Messaging.Testing;
using Messaging.TestTools;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EntityFramework.Tests.Store;

/// <summary>Messages that are replayed in bulk while dispatchers and other operators move them are queued once; without the guards they are sent twice.</summary>
public sealed class DeadLetterRaceTests
{
    private const int Count = 60;
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public Task Sqlite_BatchFoundBeforeOthersReplayedIt_LeavesItAlone(bool guarded, int claimedTwice) => CompareAsync(sqlite: true, guarded, claimedTwice);

    [PostgreSqlTheory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public Task PostgreSql_BatchFoundBeforeOthersReplayedIt_LeavesItAlone(bool guarded, int claimedTwice) => CompareAsync(sqlite: false, guarded, claimedTwice);

    [Fact]
    public Task Sqlite_ReplaysAgainstDispatchers_SendEachMessageOnceMore() => RaceAsync(sqlite: true);

    [PostgreSqlFact]
    public Task PostgreSql_ReplaysAgainstDispatchers_SendEachMessageOnceMore() => RaceAsync(sqlite: false);

    // One operator has read what failed; before he writes, another replays it and a dispatcher announces its call.
    private static async Task CompareAsync(bool sqlite, bool guarded, int claimedTwice)
    {
        using var database = TestDatabase.Create(sqlite);
        await using var services = Host(database);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var id = (await FailAsync(services, 1, now))[0];
        var order = new ReplayOrder("why", now, _ => now + Life, UseCurrentTemplate: false);
        var executor = services.GetRequiredService<StoreExecutor>();
        var found = await executor.ReadAsync("find", session => DeadLetterReplay.FindAsync(Letters(session), 10, order, default), default);
        Assert.Equal([id], found.Select(f => f.Id));

        var letters = services.GetRequiredService<IDeadLetterStore>();
        Assert.Equal(1, (await letters.ReplayAsync(new DeadLetterQuery(), null, 10, order, default)).Requeued);
        var dispatch = services.GetRequiredService<IDeliveryStore>();
        var epoch = await RegisterAsync(dispatch, 1);
        var claimed = Assert.Single(await ClaimAsync(dispatch, epoch, now));
        Assert.Equal(StartVerdict.Granted, (await dispatch.StartAsync([StartOf(claimed.Delivery)], now, default))[id]);

        var written = await executor.TransactAsync("requeue", session => guarded ? DeadLetterReplay.RunAsync(session, found, order, default) : UnguardedAsync(session, id), default);
        Assert.Equal(claimedTwice, written.Count);
        Assert.Equal(claimedTwice, (await ClaimAsync(dispatch, await RegisterAsync(dispatch, 2), now)).Count);
    }

    private static async Task RaceAsync(bool sqlite)
    {
        using var database = TestDatabase.Create(sqlite);
        await using var services = Host(database);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var ids = await FailAsync(services, Count, now);
        var (letters, dispatch) = (services.GetRequiredService<IDeadLetterStore>(), services.GetRequiredService<IDeliveryStore>());
        var order = new ReplayOrder("why", now, _ => now + Life, UseCurrentTemplate: false);
        var (sent, requeued) = (0, 0);
        var operators = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (Volatile.Read(ref sent) < Count)
            {
                Interlocked.Add(ref requeued, (await letters.ReplayAsync(new DeadLetterQuery(), null, 7, order, default)).Requeued);
            }
        }));
        var dispatchers = Enumerable.Range(1, 2).Select(i => Task.Run(async () =>
        {
            var epoch = await RegisterAsync(dispatch, i);
            while (Volatile.Read(ref sent) < Count)
            {
                foreach (var claimed in await ClaimAsync(dispatch, epoch, now))
                {
                    await dispatch.StartAsync([StartOf(claimed.Delivery)], now, default);
                    var started = claimed.Delivery with { StartedAt = now, Attempt = 1, Connection = "race" };
                    await dispatch.RecordAsync([Complete(started, SendOutcome.Accepted($"p-{started.Id}"), now)], now, default);
                    Interlocked.Increment(ref sent);
                }
            }
        }));
        await Task.WhenAll([.. operators, .. dispatchers]).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal((Count, Count), (sent, requeued));
        foreach (var id in ids)
        {
            var found = (await services.GetRequiredService<IMessagingClient>().FindAsync(id))!;
            Assert.Equal((1, DeliveryOutcome.Accepted, 1), (found.Delivery.Generation, found.Delivery.Outcome, found.Decisions.Count(d => d.Code == DecisionCode.ReplayRequested)));
        }
    }

    private static ServiceProvider Host(TestDatabase database) => new ServiceCollection()
        .AddSingleton<TimeProvider>(new ManualTimeProvider())
        .Also(s => database.Use(s.AddMessaging()).AddChannel("test", MessageChannel.Email, _ => new RecordingChannelAdapter()))
        .BuildServiceProvider();

    // What the guarded statement does, to whatever has the id.
    private static async Task<IReadOnlySet<Guid>> UnguardedAsync(DbSession session, Guid id)
    {
        await session.Rows<Delivery>().Where(d => d.Id == id).ExecuteUpdateAsync(s => s
            .SetProperty(d => d.WorkState, WorkState.Queued).SetProperty(d => d.Outcome, DeliveryOutcome.None).SetProperty(d => d.OwnerEpoch, (long?)null).SetProperty(d => d.FinishedAt, (DateTimeOffset?)null)
            .SetProperty(d => d.LeaseToken, d => d.LeaseToken + 1).SetProperty(d => d.Attempt, (short)0));
        return new HashSet<Guid> { id };
    }

    private static async Task<IReadOnlyList<Guid>> FailAsync(ServiceProvider services, int count, DateTimeOffset now)
    {
        var client = services.GetRequiredService<IMessagingClient>();
        var receipt = await client.SendAsync(new MessageRequest
        {
            Content = new InlineContent { Subject = "Hello", Text = "World" },
            To = [.. Enumerable.Range(0, count).Select(i => new Recipient { Email = $"guest{i}@example.org" })],
        });
        var dispatch = services.GetRequiredService<IDeliveryStore>();
        var claimed = await ClaimAsync(dispatch, await RegisterAsync(dispatch, 99), now);
        await dispatch.StartAsync([.. claimed.Select(c => StartOf(c.Delivery))], now, default);
        var failures = claimed.Select(c => Complete(c.Delivery with { StartedAt = now, Attempt = 1 }, SendOutcome.Rejected(new SendFailure(FailureKind.Refused, "554")), now));
        Assert.Equal(count, (await dispatch.RecordAsync([.. failures], now, default)).Count);
        return [.. receipt.Messages.Select(m => m.Id)];
    }

    private static async Task<long> RegisterAsync(IDeliveryStore dispatch, long epoch)
    {
        await dispatch.HeartbeatAsync(epoch, "race", TimeSpan.FromHours(1), isNew: true, default);
        return epoch;
    }

    private static Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(IDeliveryStore dispatch, long epoch, DateTimeOffset now) =>
        dispatch.ClaimAsync(epoch, [new LaneQuota(LaneKey.Of("", MessageChannel.Email, MessagePriority.Normal), Count)], now, default);

    private static DeliveryStart StartOf(Delivery claimed) => DeliveryTransition.Announce(claimed, "race", null, underKey: false);

    private static DeliveryChange Complete(Delivery started, SendOutcome outcome, DateTimeOffset now) => DeliveryTransition.Complete(
        started,
        outcome,
        new MessageAttempt
        {
            DeliveryId = started.Id, Generation = started.Generation, Attempt = started.Attempt, Connection = "race", Outcome = outcome.Kind, StartedAt = now, ProviderMessageId = outcome.ProviderMessageId,
        },
        DeliveryRules.Default,
        now,
        0.5);

    private static IQueryable<DeadLetter> Letters(DbSession session) => session.Rows<Delivery>()
        .Where(DeadLetterRule.IsDead)
        .Join(session.Rows<Message>(), d => d.Id, m => m.Id, (d, m) => new DeadLetter { Message = m, Delivery = d });
}
