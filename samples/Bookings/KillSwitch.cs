using System.Diagnostics;
using Spectre.Console;

namespace Bookings;

/// <summary>Ends this process after so many sends as a power cut would: no handler runs, nothing more is written.</summary>
internal sealed class KillSwitch(int sends)
{
    private int _counted;

    /// <summary>Counts a send, and does not return from the last one.</summary>
    public void Count()
    {
        if (Interlocked.Increment(ref _counted) != sends)
        {
            return;
        }

        AnsiConsole.Cursor.Show();
        Console.Error.WriteLine($"{Environment.NewLine}Killed after {sends} sends, as --kill-after asked. Run again without it.");
        Process.GetCurrentProcess().Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}
