using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Messaging.Reliability.Host;

namespace Messaging.Reliability.Tests.Support;

/// <summary>A process of the host program. Whatever becomes of the test, the process ends with it.</summary>
public sealed class HostProcess : IAsyncDisposable
{
    /// <summary>How a process ends that is killed by signal 9.</summary>
    public const int Killed = 128 + 9;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    // The one that was compiled ahead; its build says where it is.
    private static readonly string Program =
        typeof(HostProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "HostProgram").Value!;

    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly Lock _gate = new();
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HostProcess(HostSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Settings = settings;
        var start = new ProcessStartInfo("dotnet", [Program, settings.ToJson()])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Many small processes on few cores: start fast, and leave the cores to each other.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_gcServer"] = "0";
        _process = Process.Start(start)!;
        Id = _process.Id;
        _process.OutputDataReceived += (_, e) => Hear(e.Data);
        _process.ErrorDataReceived += (_, e) => Hear(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public HostSettings Settings { get; }

    public int Id { get; }

    public bool HasExited => _process.HasExited;

    /// <summary>The processor time it has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The most memory it has held, in KiB, as the operating system counts it.</summary>
    public long LargestMemory =>
        long.Parse(File.ReadLines($"/proc/{Id}/status").Single(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);

    /// <summary>What it has written so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>How often it has logged an event.</summary>
    public int Logged(string eventName) => Lines.Count(l => IsLog(l, eventName));

    /// <summary>Waits for a line that starts so.</summary>
    public Task<string> WaitForAsync(string start) => WaitForAsync(l => l.StartsWith(start, StringComparison.Ordinal), start);

    /// <summary>Waits for a log entry.</summary>
    public Task<string> WaitForLogAsync(string eventName) => WaitForAsync(l => IsLog(l, eventName), eventName);

    private static bool IsLog(string line, string eventName) => line.StartsWith("log|", StringComparison.Ordinal) && line.Contains($"|{eventName}|", StringComparison.Ordinal);

    private async Task<string> WaitForAsync(Predicate<string> wanted, string name)
    {
        var timestamp = Stopwatch.GetTimestamp();
        while (true)
        {
            Task news;
            bool isOver;
            lock (_gate)
            {
                if (_lines.Find(wanted) is { } line)
                {
                    return line;
                }

                (news, isOver) = (_news.Task, _process.HasExited);
            }

            if (Stopwatch.GetElapsedTime(timestamp) > Patience || isOver)
            {
                throw new InvalidOperationException($"{Settings.Node} did not say '{name}'{(isOver ? " before it ended" : "")}. {this}");
            }

            await Task.WhenAny(news, Task.Delay(TimeSpan.FromMilliseconds(200)));
        }
    }

    /// <summary>Lets a step go on that waits.</summary>
    public async Task GoAsync()
    {
        await _process.StandardInput.WriteLineAsync("go");
        await _process.StandardInput.FlushAsync();
    }

    public void Kill() => _process.Kill();

    public void Terminate() => ProcessSignal.Terminate(Id);

    public void Continue() => ProcessSignal.Continue(Id);

    /// <summary>Waits until the process is stopped by a signal.</summary>
    public Task WaitForStopAsync() => Wait.UntilAsync(() => File.ReadAllText($"/proc/{Id}/stat").Split(") ", 2)[1].StartsWith('T'), () => $"{Settings.Node} did not stop. {this}");

    /// <summary>Waits until the process has ended.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitForExitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException e)
        {
            throw new InvalidOperationException($"{Settings.Node} did not end. {this}", e);
        }

        return _process.ExitCode;
    }

    /// <summary>Ends the process as its operating system would: with SIGTERM.</summary>
    /// <returns>Its exit code.</returns>
    public Task<int> StopAsync()
    {
        Terminate();
        return WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    public override string ToString() => $"{Settings.Node} ({Id}):\n{string.Join('\n', Lines.TakeLast(60))}";

    private void Hear(string? line)
    {
        lock (_gate)
        {
            if (line is not null)
            {
                _lines.Add(line);
            }

            _news.TrySetResult();
            _news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
