using System.Runtime.CompilerServices;
using Messaging.Core.Tests.Support;
using Messaging.Storage;
using Messaging.Storage.InMemory;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Core.Tests.Planning;

/// <summary>A bulk send plans a page while the one before is stored, and never stores one before it.</summary>
public sealed class BulkSenderTests
{
    private const int PageSize = MessageRequest.MaxRecipients;

    [Fact]
    public async Task Pages_NextIsPlannedWhileOneIsStored_AndStoredAfterIt()
    {
        await using var host = Host();
        var (store, planned) = (host.Get<HeldStore>(), host.Get<Planned>());
        var read = 0;
        var sending = host.Client.SendManyAsync(TestHost.Request() with { To = [] }, Many(3_600, () => read++));
        await planned.WaitAsync(2);
        Assert.Equal((1, 2 * PageSize, false), (store.Calls, read, sending.IsCompleted));
        store.Release();
        var receipt = await sending;
        Assert.Equal((4, 3_600L, 3_600L), (store.Calls, receipt.Recipients, receipt.Messages));
    }

    [Fact]
    public async Task StoreFails_PagePlannedMeanwhile_IsNotStored()
    {
        await using var host = Host();
        var (store, planned) = (host.Get<HeldStore>(), host.Get<Planned>());
        var sending = host.Client.SendManyAsync(TestHost.Request() with { To = [] }, Many(3_600, () => { }));
        await planned.WaitAsync(2);
        store.Release(new MessageStoreException("the first page"));
        Assert.Equal("the first page", (await Assert.ThrowsAsync<MessageStoreException>(() => sending)).Message);
        Assert.Equal((1, 2), (store.Calls, planned.Count));
        Assert.Empty(host.Get<InMemoryDatabase>().Messages);
    }

    [Fact]
    public async Task RecipientsFail_PageThatIsBeingStored_IsWaitedFor()
    {
        await using var host = Host();
        var (store, planned) = (host.Get<HeldStore>(), host.Get<Planned>());
        var failed = false;
        var sending = host.Client.SendManyAsync(TestHost.Request() with { To = [] }, Many(PageSize + 200, () => { }, () => failed = true));
        await planned.WaitAsync(1);
        Assert.Equal((true, false), (failed, sending.IsCompleted));
        store.Release();
        await Assert.ThrowsAsync<TimeoutException>(() => sending);
        Assert.Equal(PageSize, host.Get<InMemoryDatabase>().Messages.Count);
    }

    [Fact]
    public async Task StoreFails_WhileTheRecipientsAreSlow_IsToldAtOnce()
    {
        await using var host = Host();
        var (store, planned) = (host.Get<HeldStore>(), host.Get<Planned>());
        var sending = host.Client.SendManyAsync(TestHost.Request() with { To = [] }, ThenNothing(PageSize));
        await planned.WaitAsync(1);
        store.Release(new MessageStoreException("the first page"));
        Assert.Equal("the first page", (await Assert.ThrowsAsync<MessageStoreException>(() => sending.WaitAsync(TimeSpan.FromSeconds(30)))).Message);
    }

    [Fact]
    public async Task FullPage_WithAKeyThatStandsForTwo_ReachesBoth()
    {
        await using var host = Host();
        host.Get<HeldStore>().Release();
        var receipt = await host.Client.SendManyAsync(TestHost.Request() with { To = [] }, Many(PageSize, () => { }, twins: 7));
        Assert.Equal((PageSize, PageSize + 1L), ((int)receipt.Recipients, receipt.Messages));
    }

    [Fact]
    public async Task KeyThatStandsForMoreThanTwoThousand_IsRefused_AndNothingIsStored()
    {
        await using var host = Host();
        host.Get<HeldStore>().Release();
        var crowd = new Recipient { Id = "crowd", Type = "person" };
        var refused = await Assert.ThrowsAsync<InvalidMessageException>(() => host.Client.SendAsync(TestHost.Request() with { To = [crowd] }));
        Assert.Contains("more than 2000 people", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, host.Get<HeldStore>().Calls);
    }

    [Fact]
    public async Task WrongAddresses_OfPagesSideBySide_AreListedInOrder()
    {
        await using var host = Host();
        var (store, planned) = (host.Get<HeldStore>(), host.Get<Planned>());
        var sending = host.Client.SendManyAsync(TestHost.Request() with { To = [] }, Many(2 * PageSize, () => { }, wrong: [3, 1_700, 1_701]));
        await planned.WaitAsync(4); // Each page a second time, without whom it cannot send to.
        store.Release();
        var receipt = await sending;
        Assert.Equal([3L, 1_700L, 1_701L], receipt.Problems.Select(p => p.Position));
        Assert.Equal((1_997L, 3L), (receipt.Messages, receipt.Invalid));
    }

    private static async IAsyncEnumerable<Recipient> Many(int count, Action read, Action? fail = null, int[]? wrong = null, int twins = -1)
    {
        await Task.CompletedTask;
        for (var i = 0; i < count; i++)
        {
            read();
            yield return new Recipient { Id = i == twins ? "twins" : $"p{i}", Type = "person", Email = wrong?.Contains(i) == true ? "broken" : "" };
        }

        if (fail is not null)
        {
            fail();
            throw new TimeoutException();
        }
    }

    private static async IAsyncEnumerable<Recipient> ThenNothing(int count, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var recipient in Many(count, () => { }))
        {
            yield return recipient;
        }

        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    private static TestHost Host() => new(b =>
    {
        b.AddRecipientSource<Everybody>();
        b.Services.AddSingleton<Planned>().AddSingleton(s => new HeldStore(ActivatorUtilities.CreateInstance<InMemoryMessageStore>(s))).AddSingleton<IMessageStore>(s => s.GetRequiredService<HeldStore>());
    });

    /// <summary>Counts the pages that are planned: each asks once who is behind its keys.</summary>
    private sealed class Planned
    {
        private readonly System.Threading.Channels.Channel<bool> _pages = System.Threading.Channels.Channel.CreateUnbounded<bool>();
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public void Note()
        {
            Interlocked.Increment(ref _count);
            _pages.Writer.TryWrite(true);
        }

        public async Task WaitAsync(int pages)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            for (var i = 0; i < pages; i++)
            {
                await _pages.Reader.ReadAsync(limit.Token);
            }
        }
    }

    private sealed class Everybody(Planned planned) : IRecipientSource
    {
        public Task<IReadOnlyDictionary<string, IReadOnlyList<Recipient>>> FindAsync(RecipientQuery query, CancellationToken cancellationToken)
        {
            planned.Note();
            return Task.FromResult<IReadOnlyDictionary<string, IReadOnlyList<Recipient>>>(
                query.Ids.ToDictionary(id => id, IReadOnlyList<Recipient> (id) => id switch
                {
                    "twins" => [Person(query, "a"), Person(query, "b")],
                    "crowd" => [.. Enumerable.Range(0, 2_001).Select(i => Person(query, $"c{i}"))],
                    _ => [Person(query, id)],
                }));
        }
    }

    private static Recipient Person(RecipientQuery query, string id) => new() { Id = id, Type = query.Type, Email = $"{id}@example.org" };

    /// <summary>Answers no call before it is released, and fails it if told to.</summary>
    private sealed class HeldStore(IMessageStore inner) : IMessageStore
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _calls;

        public int Calls => Volatile.Read(ref _calls);

        public void Release(Exception? failure = null)
        {
            if (failure is null)
            {
                _released.SetResult();
            }
            else
            {
                _released.SetException(failure);
            }
        }

        public async Task<IReadOnlyList<StoredRequest>> AddAsync(IReadOnlyList<NewRequest> requests, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _calls);
            await _released.Task;
            return await inner.AddAsync(requests, cancellationToken);
        }

        public Task<StoredMessage?> FindAsync(string tenant, Guid id, CancellationToken cancellationToken) => inner.FindAsync(tenant, id, cancellationToken);

        public Task<IReadOnlyList<MessageSummary>> ListAsync(MessageQuery query, (DateTimeOffset CreatedAt, Guid Id)? after, DateTimeOffset now, CancellationToken cancellationToken) =>
            inner.ListAsync(query, after, now, cancellationToken);

        public Task<CancelResult> CancelAsync(string tenant, Guid id, string facts, DateTimeOffset now, CancellationToken cancellationToken) => inner.CancelAsync(tenant, id, facts, now, cancellationToken);

        public Task<RequeueResult> ReplayAsync(string tenant, Guid id, string facts, DateTimeOffset expiresAt, DateTimeOffset now, CancellationToken cancellationToken) =>
            inner.ReplayAsync(tenant, id, facts, expiresAt, now, cancellationToken);
    }
}
