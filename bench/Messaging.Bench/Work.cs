using System.Diagnostics;

namespace Messaging.Bench;

/// <summary>What a piece of work did: messages per second, and processor time of this process per message, which other processes on the machine change little.</summary>
/// <param name="PerSecond">Messages per second.</param>
/// <param name="CpuMicroseconds">Processor time per message, all threads together, user and system.</param>
internal readonly record struct Work(double PerSecond, double CpuMicroseconds)
{
    public static async Task<Work> RunAsync(int count, Func<Task> work)
    {
        using var process = Process.GetCurrentProcess();
        var (watch, before) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        await work();
        watch.Stop();
        process.Refresh();
        return new Work(count / watch.Elapsed.TotalSeconds, (process.TotalProcessorTime - before).TotalMicroseconds / count);
    }
}
