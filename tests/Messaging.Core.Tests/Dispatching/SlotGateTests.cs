using Messaging.Dispatching;
using Messaging.Testing;

namespace Messaging.Core.Tests.Dispatching;

public sealed class SlotGateTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task TakeAsync_Free_TakesUpToTheMost()
    {
        var gate = new SlotGate(64, _clock);
        Assert.Equal(10, await gate.TakeAsync(10, default));
        Assert.Equal(54, await gate.TakeAsync(100, default));
        Assert.Equal(64, gate.InUse);
    }

    [Fact]
    public async Task TakeAsync_Full_WaitsForAWorthwhileNumber()
    {
        var gate = new SlotGate(64, _clock);
        await gate.TakeAsync(64, default);
        var waiting = gate.TakeAsync(64, default);
        gate.Release(1);
        await _clock.WaitForTimersAsync(1);
        Assert.False(waiting.IsCompleted);
        gate.Release(7);
        Assert.Equal(8, await waiting);
    }

    [Fact]
    public async Task TakeAsync_FewComeFree_DoesNotWaitForMoreThanAMoment()
    {
        var gate = new SlotGate(64, _clock);
        await gate.TakeAsync(64, default);
        var waiting = gate.TakeAsync(64, default);
        gate.Release(2);
        await _clock.WaitForTimersAsync(1);
        _clock.Advance(TimeSpan.FromMilliseconds(20));
        Assert.Equal(2, await waiting);
    }

    [Fact]
    public async Task TakeAsync_NotFull_TakesWhatThereIsAtOnce()
    {
        var gate = new SlotGate(64, _clock);
        await gate.TakeAsync(62, default);
        Assert.Equal(2, await gate.TakeAsync(8, default).WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task TakeAsync_FullNotLongAgo_WaitsForAWorthwhileNumberUntilThereWasOne()
    {
        var gate = new SlotGate(64, _clock);
        await gate.TakeAsync(64, default);
        var full = gate.TakeAsync(8, default);
        gate.Release(8);
        Assert.Equal(8, await full);
        gate.Release(3);
        var waiting = gate.TakeAsync(8, default);
        await _clock.WaitForTimersAsync(1);
        Assert.False(waiting.IsCompleted);
        gate.Release(10);
        Assert.Equal(8, await waiting);
        gate.Release(3);
        Assert.Equal(8, await gate.TakeAsync(8, default));
        gate.Release(1);
        Assert.Equal(1, await gate.TakeAsync(8, default).WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task TakeAsync_Cancelled_Throws()
    {
        var gate = new SlotGate(1, _clock);
        await gate.TakeAsync(1, default);
        using var cancel = new CancellationTokenSource();
        var waiting = gate.TakeAsync(1, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task WaitUntilIdleAsync_CompletesWithTheLastRelease()
    {
        var gate = new SlotGate(8, _clock);
        await gate.TakeAsync(3, default);
        var idle = gate.WaitUntilIdleAsync(default);
        gate.Release(2);
        Assert.False(idle.IsCompleted);
        gate.Release(1);
        await idle;
    }
}
