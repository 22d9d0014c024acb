using Messaging.Channels;
using Messaging.Core.Tests.Authoring;
using Messaging.Core.Tests.Support;
using Messaging.Messages;
using Messaging.Storage;
using Messaging.Storage.InMemory;
using Messaging.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Core.Tests;

public sealed class DeadLetterTests
{
    private static readonly SendOutcome Refused = SendOutcome.Rejected(new SendFailure(FailureKind.Refused, "554"));

    [Fact]
    public async Task Replay_AfterTheProviderWasMended_SendsAllAgain()
    {
        await using var host = await FailedAsync(5);
        var letters = host.Get<IDeadLetters>();
        Assert.Equal(new DeadLetterCount(5, false), await letters.CountAsync(new DeadLetterQuery { FailureCode = "554" }));
        Assert.Equal(new DeadLetterCount(4, true), await letters.CountAsync(new DeadLetterQuery(), 4));
        var receipt = await letters.ReplayAsync(new DeadLetterQuery { FailureCode = "554" }, new ReplayRequest { Reason = "lan: account was unblocked" });
        Assert.Equal((5L, 0L, null), (receipt.Requeued, receipt.Skipped, receipt.Next));
        Assert.Equal(5, await host.DispatchAsync());
        Assert.Equal(10, host.Email.Sent.Count);
        Assert.Equal(10, host.Email.Sent.Select(m => m.IdempotencyKey).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(new DeadLetterCount(0, false), await letters.CountAsync(new DeadLetterQuery()));
    }

    [Fact]
    public async Task List_ByPages_ShowsEachWithItsFailure()
    {
        await using var host = await FailedAsync(5);
        var letters = host.Get<IDeadLetters>();
        var (found, cursor) = (new List<DeadLetter>(), (string?)null);
        do
        {
            var page = await letters.ListAsync(new DeadLetterQuery { PageSize = 2, Cursor = cursor });
            found.AddRange(page.Messages);
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(5, found.Select(l => l.Message.Id).Distinct().Count());
        Assert.All(found, l => Assert.Equal((FailureKind.Refused, "554", "email"), (l.LastAttempt!.FailureKind, l.LastAttempt.FailureCode, l.LastAttempt.Connection)));
    }

    [Fact]
    public async Task Replay_InSteps_TakesEachOnceAlthoughItFailsAgain()
    {
        await using var host = await FailedAsync(5, failAgain: 5);
        var letters = host.Get<IDeadLetters>();
        var (query, steps, requeued) = (new DeadLetterQuery(), 0, 0L);
        do
        {
            var receipt = await letters.ReplayAsync(query, new ReplayRequest { Reason = "lan", Most = 2 });
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            await host.DispatchAsync();
            requeued += receipt.Requeued;
            query = query with { Cursor = receipt.Next };
            steps++;
        }
        while (query.Cursor is not null && steps < 20);

        Assert.Equal((3, 5L), (steps, requeued));
        Assert.Equal(10, host.Email.Sent.Count);
        Assert.Equal(5, (await letters.CountAsync(new DeadLetterQuery())).Count);
    }

    [Fact]
    public async Task Replay_StoreFailsInTheSecondBatch_SaysWhatIsDoneAndWhereToGoOn()
    {
        await using var host = await FailedAsync(5, configure: b => b.Services.AddSingleton<IDeadLetterStore>(s => new SmallStore(s.GetRequiredService<InMemoryDatabase>(), failsAt: 2)));
        var letters = host.Get<IDeadLetters>();
        var broken = await letters.ReplayAsync(new DeadLetterQuery(), new ReplayRequest { Reason = "lan" });
        Assert.Equal((2L, true, true), (broken.Requeued, broken.Failure is not null, broken.Next is not null));
        var rest = await letters.ReplayAsync(new DeadLetterQuery { Cursor = broken.Next }, new ReplayRequest { Reason = "lan" });
        Assert.Equal((3L, null, null), (rest.Requeued, rest.Failure, rest.Next));
    }

    [Fact]
    public async Task Replay_Cancelled_StopsAfterTheBatch()
    {
        using var stop = new CancellationTokenSource();
        await using var host = await FailedAsync(5, configure: b => b.Services.AddSingleton<IDeadLetterStore>(s => new SmallStore(s.GetRequiredService<InMemoryDatabase>(), stop: stop)));
        var receipt = await host.Get<IDeadLetters>().ReplayAsync(new DeadLetterQuery(), new ReplayRequest { Reason = "lan" }, stop.Token);
        Assert.Equal((2L, true), (receipt.Requeued, receipt.Next is not null));
    }

    [Theory]
    [InlineData(true, "<p>mended</p>")]
    [InlineData(false, "<p>broken</p>")]
    public async Task Replay_WithTheCurrentTemplate_SaysWhatWasMended(bool useCurrent, string says)
    {
        await using var author = new AuthoringHost();
        await author.PublishAsync("note", "<p>broken</p>");
        author.Host.Email.ThenAnswer(Refused);
        var id = await author.SendAsync("note");
        await author.Host.DispatchAsync();
        await author.PublishAsync("note", "<p>mended</p>");
        author.Host.Clock.Advance(TimeSpan.FromSeconds(1));
        await author.Host.Get<IDeadLetters>().ReplayAsync(new DeadLetterQuery { Template = "note" }, new ReplayRequest { Reason = "lan: typo", UseCurrentTemplate = useCurrent });
        await author.Host.DispatchAsync();
        Assert.Contains(says, author.Host.Email.Sent[^1].Content.Html, StringComparison.Ordinal);
        var found = await author.Host.FindAsync(id);
        Assert.Equal(useCurrent, found.Decisions.Any(d => d.Code == DecisionCode.NoteTemplateReplaced));
        Assert.StartsWith("1-", found.Message.TemplateVersion, StringComparison.Ordinal);
        Assert.Equal(DeliveryStatus.Sent, found.Delivery.StatusAt(author.Host.Now));
    }

    [Fact]
    public async Task WrongArguments_SayWhatIsWrong()
    {
        await using var host = new TestHost();
        var letters = host.Get<IDeadLetters>();
        await Assert.ThrowsAsync<InvalidMessageException>(() => letters.ListAsync(new DeadLetterQuery { PageSize = 0 }));
        await Assert.ThrowsAsync<InvalidMessageException>(() => letters.ListAsync(new DeadLetterQuery { Cursor = "x" }));
        await Assert.ThrowsAsync<InvalidMessageException>(() => letters.CountAsync(new DeadLetterQuery(), 0));
        await Assert.ThrowsAsync<InvalidMessageException>(() => letters.ReplayAsync(new DeadLetterQuery(), new ReplayRequest { Reason = " " }));
        await Assert.ThrowsAsync<InvalidMessageException>(() => letters.ReplayAsync(new DeadLetterQuery(), new ReplayRequest { Reason = "lan", Most = 0 }));
        await Assert.ThrowsAsync<InvalidMessageException>(() => letters.ReplayAsync(new DeadLetterQuery { Cursor = new string('A', 32) }, new ReplayRequest { Reason = "lan" }));
        await Assert.ThrowsAsync<InvalidMessageException>(() => letters.ListAsync(new DeadLetterQuery { Connection = "a\0" }));
    }

    private static async Task<TestHost> FailedAsync(int count, int failAgain = 0, Action<MessagingBuilder>? configure = null)
    {
        var adapter = new RecordingChannelAdapter();
        for (var i = 0; i < count + failAgain; i++)
        {
            adapter.ThenAnswer(Refused);
        }

        var host = new TestHost(configure, adapter);
        for (var i = 0; i < count; i++)
        {
            await host.SendAsync();
        }

        await host.DispatchAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        return host;
    }

    /// <summary>A store whose batches are of two, and that fails once, or stops the caller after the first.</summary>
    private sealed class SmallStore(InMemoryDatabase database, int failsAt = 0, CancellationTokenSource? stop = null) : IDeadLetterStore
    {
        private readonly InMemoryDeadLetterStore _inner = new(database);
        private int _batches;

        public Task<IReadOnlyList<DeadLetter>> ListAsync(DeadLetterQuery query, DeadLetterPosition? after, int limit, CancellationToken cancellationToken) =>
            _inner.ListAsync(query, after, limit, cancellationToken);

        public Task<int> CountAsync(DeadLetterQuery query, int atMost, CancellationToken cancellationToken) => _inner.CountAsync(query, atMost, cancellationToken);

        public async Task<ReplayedBatch> ReplayAsync(DeadLetterQuery query, DeadLetterPosition? after, int limit, ReplayOrder order, CancellationToken cancellationToken)
        {
            if (++_batches == failsAt)
            {
                throw new MessageStoreException("The database is gone.") { IsTransient = true };
            }

            var batch = await _inner.ReplayAsync(query, after, Math.Min(limit, 2), order, cancellationToken);
            if (stop is not null)
            {
                await stop.CancelAsync();
            }

            return batch;
        }
    }
}
