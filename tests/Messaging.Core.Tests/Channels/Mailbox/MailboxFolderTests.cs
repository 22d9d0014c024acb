using Messaging.Channels.Mailbox;
using Messaging.TestTools;

namespace Messaging.Core.Tests.Channels.Mailbox;

public sealed class MailboxFolderTests : IDisposable
{
    private const int Size = 1_000_000;
    private const int Files = 20;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AddAsync_WhileAnotherLooks_IsThereCompletelyOrNotAtAll()
    {
        // What a reader sees at any moment is what a process that is killed at that moment leaves behind.
        var folder = new MailboxFolder(_folder.Path);

        var seen = await WatchAsync((name, content, _) => folder.AddAsync(name, content, CancellationToken.None));

        Assert.Equal([Size], seen);
        Assert.Equal(Files, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public async Task AddAsync_WriterThatWritesInPlace_IsCaughtLooking()
    {
        // The control: the same watcher sees the half of a file that is not written aside.
        var seen = await WatchAsync(async (name, content, looked) =>
        {
            await using var stream = new FileStream(Path.Combine(_folder.Path, name), FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            await stream.WriteAsync(content.AsMemory(0, Size / 2));
            looked();
            await stream.WriteAsync(content.AsMemory(Size / 2));
        });

        Assert.Contains(Size / 2, seen);
    }

    [Fact]
    public async Task AddAsync_NameThatIsThere_KeepsTheFirst()
    {
        var folder = new MailboxFolder(_folder.Path);

        await folder.AddAsync("a.json", new byte[] { 1 }, CancellationToken.None);
        await folder.AddAsync("a.json", new byte[] { 2 }, CancellationToken.None);

        Assert.Equal([1], await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(_folder.Path))));
    }

    [Fact]
    public async Task AddAsync_Cancelled_LeavesNothing()
    {
        var folder = new MailboxFolder(_folder.Path);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => folder.AddAsync("a.json", new byte[] { 1 }, new CancellationToken(canceled: true)));

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task RemoveLeftovers_HalfWrittenFiles_AreDeletedAndOthersStay()
    {
        var folder = new MailboxFolder(_folder.Path);
        await folder.AddAsync("a.json", new byte[] { 1 }, CancellationToken.None);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, ".b.json.x1y2z3.tmp"), "half");
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "notes.tmp"), "mine");

        folder.RemoveLeftovers();

        Assert.Equal(["a.json", "notes.tmp"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void RemoveLeftovers_FileInUse_Stays()
    {
        var path = Path.Combine(_folder.Path, ".b.json.x1y2z3.tmp");
        using (new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Delete))
        {
            new MailboxFolder(_folder.Path).RemoveLeftovers();
            Assert.True(File.Exists(path));
        }

        new MailboxFolder(_folder.Path).RemoveLeftovers();
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void RemoveLeftovers_NoFolder_DoesNothing()
    {
        var missing = Path.Combine(_folder.Path, "missing");

        new MailboxFolder(missing).RemoveLeftovers();

        Assert.False(Directory.Exists(missing));
    }

    /// <summary>Writes files while another thread looks at their sizes without pause, and says which sizes it saw.</summary>
    private async Task<HashSet<long>> WatchAsync(Func<string, byte[], Action, Task> write)
    {
        var looks = 0;
        using var done = new CancellationTokenSource();
        var watcher = Task.Factory.StartNew(
            () =>
            {
                var sizes = new HashSet<long>();
                do
                {
                    sizes.UnionWith(new DirectoryInfo(_folder.Path).EnumerateFiles("*.eml").Where(static f => !f.Name.StartsWith('.')).Select(static f => f.Length));
                    Interlocked.Increment(ref looks);
                }
                while (!done.IsCancellationRequested);
                return sizes;
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

        for (var i = 0; i < Files; i++)
        {
            await write($"{i}.eml", new byte[Size], () =>
            {
                var before = Volatile.Read(ref looks);
                SpinWait.SpinUntil(() => Volatile.Read(ref looks) > before + 1);
            });
        }

        await done.CancelAsync();
        return await watcher;
    }
}
