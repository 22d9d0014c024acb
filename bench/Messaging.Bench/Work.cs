using System.Diagnostics;

namespace Messaging.Bench;

/// <summary>What a piece of work did: messages per second, and processor time of this process per message, which other processes on the machine change little.</summary>
/// <param name="PerSecond">Messages per second.</param>
/// <param name="CpuMicroseconds">Processor time per message, all threads together, user and system.</param>
internal readonly record struct Work(double PerSecond, double CpuMicroseconds)
{
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(250);

    public static async Task<Work> RunAsync(int count, Func<Task> work)
    {
        using var process = Process.GetCurrentProcess();
        await SettleAsync(process);
        var (watch, before) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        await work();
        watch.Stop();
        process.Refresh();
        return new Work(count / watch.Elapsed.TotalSeconds, (process.TotalProcessorTime - before).TotalMicroseconds / count);
    }

    // The compiler goes over busy methods in the background for seconds after they have run; a service has that behind it.
    private static async Task SettleAsync(Process process)
    {
        for (var i = 0; i < 40; i++)
        {
            process.Refresh();
            var before = process.TotalProcessorTime;
            await Task.Delay(Breath, TimeProvider.System);
            process.Refresh();
            if ((process.TotalProcessorTime - before) < Breath / 10)
            {
                return;
            }
        }
    }
}
