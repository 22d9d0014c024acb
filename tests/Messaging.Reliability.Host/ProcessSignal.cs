using System.Runtime.InteropServices;

namespace Messaging.Reliability.Host;

/// <summary>Sends POSIX signals to a process.</summary>
public static partial class ProcessSignal
{
    /// <summary>Stops this process. The signal goes to the calling thread, so that nothing of its flow runs before the process is continued.</summary>
    public static void StopSelf() => _ = NativeRaise(19);

    public static void Stop(int processId) => Send(processId, 19);

    public static void Continue(int processId) => Send(processId, 18);

    public static void Terminate(int processId) => Send(processId, 15);

    private static void Send(int processId, int signal)
    {
        if (NativeKill(processId, signal) != 0)
        {
            throw new InvalidOperationException($"Process {processId} could not be signalled.");
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int NativeKill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "raise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int NativeRaise(int signal);
}
