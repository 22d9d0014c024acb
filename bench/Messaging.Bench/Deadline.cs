namespace Messaging.Bench;

/// <summary>No wait is without an end: one that takes too long fails and says what it waited for.</summary>
internal static class Deadline
{
    /// <summary>For what takes seconds on any machine.</summary>
    public static readonly TimeSpan Short = TimeSpan.FromSeconds(30);

    /// <summary>For what moves a given number of messages: five minutes, and more where fewer than 200 a second would still be progress.</summary>
    public static TimeSpan For(int messages) => TimeSpan.FromSeconds(Math.Max(300, messages / 200));

    public static async Task<T> WithinAsync<T>(Task<T> task, TimeSpan limit, Func<string> what)
    {
        await WithinAsync((Task)task, limit, what);
        return await task;
    }

    public static async Task WithinAsync(Task task, TimeSpan limit, Func<string> what)
    {
        try
        {
            await task.WaitAsync(limit, TimeProvider.System);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw Passed(limit, what());
        }
    }

    /// <summary>Looks again and again until something holds.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, TimeSpan pause, TimeSpan limit, Func<string> what)
    {
        var end = TimeProvider.System.GetTimestamp();
        while (!await WithinAsync(holds(), limit, what))
        {
            if (TimeProvider.System.GetElapsedTime(end) > limit)
            {
                throw Passed(limit, what());
            }

            await Task.Delay(pause, TimeProvider.System);
        }
    }

    private static TimeoutException Passed(TimeSpan limit, string what) => new($"After {limit.TotalSeconds:0} s still waiting: {what}");
}
