namespace Messaging.Bench.Processes;

/// <summary>Two dispatcher processes; one of them at a time is killed and replaced.</summary>
internal sealed class DispatcherPair(BenchDatabase database, CallBook calls) : IAsyncDisposable
{
    private const int WarmUpCalls = 20_000;
    private readonly Slot[] _slots = [new(), new()];

    /// <summary>The memory of those that are alive.</summary>
    public IEnumerable<MemoryWatch> Survivors => _slots.Where(s => s.Node is not null).Select(s => s.Memory!);

    public async Task StartAsync()
    {
        foreach (var slot in _slots)
        {
            await StartAsync(slot);
        }
    }

    /// <summary>Kills one, at whatever it is doing, and starts another in its place.</summary>
    public async Task ReplaceAsync(int which)
    {
        var slot = _slots[which];
        await slot.Node!.KillAsync();
        await slot.Node.DisposeAsync();
        await StartAsync(slot);
    }

    /// <summary>Looks at the memory of both. One has warmed up when it has made a number of calls.</summary>
    public void Look()
    {
        foreach (var slot in _slots)
        {
            if (slot.Memory is not { } memory || Volatile.Read(ref slot.Calls) < WarmUpCalls)
            {
                continue;
            }

            if (memory.IsWarm)
            {
                memory.Look();
            }
            else
            {
                memory.Begin();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var slot in _slots)
        {
            if (slot.Node is { } node)
            {
                await node.DisposeAsync();
            }
        }
    }

    private async Task StartAsync(Slot slot)
    {
        (slot.Memory, slot.Calls) = (null, 0);
        slot.Node = await NodeProcess.StartAsync(database, new BenchSettings(), (id, at) =>
        {
            Interlocked.Increment(ref slot.Calls);
            calls.Note(id, at);
        });
        slot.Memory = new MemoryWatch(slot.Node);
        await slot.Node.GoAsync();
    }

    private sealed class Slot
    {
        public NodeProcess? Node;
        public MemoryWatch? Memory;
        public int Calls;
    }
}
