using Messaging.EntityFramework.Store;
using Messaging.EntityFramework.Tests.Support;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EntityFramework.Tests.Store;

/// <summary>Writes that gathered while another was under way: one commit for all, one answer for each.</summary>
public sealed class SqliteWriterTests : IAsyncLifetime, IDisposable
{
    private readonly StoreHost _host = StoreHost.Dedicated(sqlite: true);
    private readonly TaskCompletionSource _opened = new();
    private readonly TaskCompletionSource _go = new();
    private readonly HashSet<object> _transactions = [];

    private StoreExecutor Executor => _host.Services.GetRequiredService<StoreExecutor>();

    public Task InitializeAsync() => CountAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Write_OneOfThoseThatGatheredFails_TheOthersAreStored()
    {
        var first = HoldAsync();
        await _opened.Task;
        var good = StoreAsync("good");
        var bad = Executor.TransactAsync<int>("fail", async session =>
        {
            await InsertAsync(session, "bad");
            throw new InvalidOperationException("This one fails.");
        }, default);
        var last = StoreAsync("last");
        _go.SetResult();

        await Task.WhenAll(first, good, last);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        Assert.Equal(["good", "last"], await KeysAsync());
    }

    [Fact]
    public async Task Write_TheFirstFails_ThoseThatGatheredAreStored()
    {
        var first = HoldAsync(fails: true);
        await _opened.Task;
        var good = StoreAsync("good");
        _go.SetResult();

        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        await good;
        Assert.Equal(["good"], await KeysAsync());
    }

    [Fact]
    public async Task Write_ThoseThatGathered_AreCommittedTogetherAndAnsweredAfterwards()
    {
        var first = HoldAsync();
        await _opened.Task;
        var gathered = Enumerable.Range(0, 20).Select(i => StoreAsync($"{i:00}")).ToList();
        Assert.DoesNotContain(gathered, t => t.IsCompleted);
        _go.SetResult();

        await Task.WhenAll(gathered);
        await first;
        Assert.Equal(20, await CountAsync());
        Assert.Single(_transactions);
    }

    [Fact]
    public async Task Write_TheWholeGroupBreaks_EachIsRunAgainByItself()
    {
        var first = HoldAsync();
        await _opened.Task;
        var runs = 0;
        var good = StoreAsync("good");
        var breaking = Executor.TransactAsync("break", async session =>
        {
            await InsertAsync(session, "breaking");
            if (++runs == 1)
            {
                // As SQLite does by itself on a full disk: the transaction is gone, with the savepoints in it.
                await session.Transaction!.RollbackAsync();
                throw new InvalidOperationException("The transaction is gone.");
            }

            return 0;
        }, default);
        _go.SetResult();

        await Task.WhenAll(first, good, breaking);
        Assert.Equal(["breaking", "good"], await KeysAsync());
    }

    [Fact]
    public async Task Write_GivenUpWhileWaiting_IsNotRun()
    {
        using var given = new CancellationTokenSource();
        var first = HoldAsync();
        await _opened.Task;
        var waiting = Executor.TransactAsync("wait", session => InsertAsync(session, "waiting"), given.Token);
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        _go.SetResult();

        await first;
        Assert.Empty(await KeysAsync());
    }

    private Task<int> HoldAsync(bool fails = false) => Executor.TransactAsync("hold", async session =>
    {
        _opened.TrySetResult();
        await _go.Task;
        return fails ? throw new InvalidOperationException("The first fails.") : 0;
    }, default);

    private Task<int> StoreAsync(string key) => Executor.TransactAsync("store", session => InsertAsync(session, key), default);

    private async Task<int> InsertAsync(DbSession session, string key)
    {
        _transactions.Add(session.Transaction!);
        using var insert = RowStatement<Blob>.Insert(session, "b", RowColumns.Blobs, "");
        return await insert.RunAsync(new Blob { Hash = key, Content = [], CreatedAt = _host.Clock.GetUtcNow() }, default);
    }

    private async Task<int> CountAsync() => (await KeysAsync()).Count;

    private Task<List<string>> KeysAsync() => Executor.ReadAsync("look", session => session.Rows<Blob>().Select(b => b.Hash).OrderBy(h => h).ToListAsync(), default);
}
