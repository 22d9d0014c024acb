using Messaging.Storage;

namespace Messaging.Core.Tests.Storage;

public sealed class CoalescerTests
{
    [Fact]
    public async Task Run_OneBadItemOfARepeatableBatch_FailsAlone()
    {
        var first = new TaskCompletionSource();
        var batches = new List<int>();
        await using var coalescer = new Coalescer<int, int>(100, 100, async items =>
        {
            await first.Task;
            batches.Add(items.Count);
            return items.Contains(7) ? throw new InvalidOperationException("bad") : items;
        }, isRepeatable: true);
        var runs = Enumerable.Range(0, 20).Select(coalescer.RunAsync).ToList();
        first.SetResult();
        await Assert.ThrowsAsync<InvalidOperationException>(() => Task.WhenAll(runs));
        Assert.Equal([7], Enumerable.Range(0, 20).Where(i => runs[i].IsFaulted));
        Assert.True(batches.Max() > 5, "Nothing gathered.");
    }

    [Fact]
    public async Task RunAsync_WhileOneCallRuns_GathersTheRestIntoTheNext()
    {
        var batches = new List<int>();
        var first = new TaskCompletionSource();
        await using var coalescer = new Coalescer<int, int>(100, 256, async items =>
        {
            batches.Add(items.Count);
            if (batches.Count == 1)
            {
                await first.Task;
            }

            return [.. items.Select(i => i * 2)];
        });
        var one = coalescer.RunAsync(1);
        while (batches.Count == 0)
        {
            await Task.Yield();
        }

        var rest = Enumerable.Range(2, 50).Select(coalescer.RunAsync).ToList();
        first.SetResult();
        Assert.Equal(2, await one);
        Assert.Equal(Enumerable.Range(2, 50).Select(i => i * 2), await Task.WhenAll(rest));
        Assert.Equal([1, 50], batches);
    }

    [Fact]
    public async Task Hold_WhatIsAddedMeanwhile_GoesInOneCall()
    {
        var batches = new List<int>();
        await using var coalescer = new Coalescer<int, int>(100, 256, items =>
        {
            batches.Add(items.Count);
            return Task.FromResult<IReadOnlyList<int>>(items);
        });
        List<Task<int>> runs;
        using (coalescer.Hold())
        {
            using (coalescer.Hold())
            {
                runs = [coalescer.RunAsync(0)];
            }

            // The pump has had every chance to run, were it not for the other hold.
            await Task.Run(() => SpinWait.SpinUntil(() => batches.Count > 0, 20));
            runs.AddRange(Enumerable.Range(1, 49).Select(coalescer.RunAsync));
        }

        Assert.Equal(Enumerable.Range(0, 50), await Task.WhenAll(runs));
        Assert.Equal([50], batches);
    }

    [Fact]
    public async Task RunAsync_MoreThanABatch_IsSplit()
    {
        var largest = 0;
        await using var coalescer = new Coalescer<int, int>(10, 256, items =>
        {
            largest = Math.Max(largest, items.Count);
            return Task.FromResult<IReadOnlyList<int>>(items);
        });
        await Task.WhenAll(Enumerable.Range(0, 500).Select(coalescer.RunAsync));
        Assert.InRange(largest, 1, 10);
    }

    [Fact]
    public async Task RunAsync_CallFails_OnlyItsOwnBatchHearsOfIt()
    {
        var calls = 0;
        await using var coalescer = new Coalescer<int, int>(1, 256, items => ++calls == 1 ? throw new InvalidOperationException("first") : Task.FromResult<IReadOnlyList<int>>(items));
        await Assert.ThrowsAsync<InvalidOperationException>(() => coalescer.RunAsync(1));
        Assert.Equal(2, await coalescer.RunAsync(2));
    }

    [Fact]
    public async Task RunAsync_Full_MakesTheCallerWait()
    {
        var release = new TaskCompletionSource();
        var coalescer = new Coalescer<int, int>(1, 2, async items =>
        {
            await release.Task;
            return items;
        });
        var tasks = Enumerable.Range(0, 10).Select(coalescer.RunAsync).ToList();
        Assert.DoesNotContain(tasks, t => t.IsCompleted);
        release.SetResult();
        Assert.Equal(Enumerable.Range(0, 10), await Task.WhenAll(tasks));
        await coalescer.DisposeAsync();
    }
}
