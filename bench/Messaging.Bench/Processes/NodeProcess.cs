using System.Diagnostics;
using System.Globalization;

namespace Messaging.Bench.Processes;

/// <summary>A <see cref="Node"/> as seen by whoever started it. Its timestamps compare with those of this process: the clock is the machine's.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Action<Guid, long> _called;
    private readonly Task _reading;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _warm = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<long> _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private NodeProcess(Process process, Action<Guid, long> called)
    {
        (_process, _called) = (process, called);
        _reading = Task.Run(ReadAsync);
    }

    public int Id => _process.Id;

    /// <summary>Completes when a sender has sent what does not count yet.</summary>
    public Task Warm => _warm.Task;

    /// <summary>Completes when a sender has sent everything, with the number of messages.</summary>
    public Task<long> Sent => _sent.Task;

    /// <summary>How much of the machine's memory it holds, in bytes; 0 when it is gone.</summary>
    public long ResidentBytes => Resident(Id);

    /// <summary>Starts this executable again.</summary>
    /// <param name="database">The database.</param>
    /// <param name="settings">How it differs from defaults.</param>
    /// <param name="called">Told of each call of its adapter: the message and the timestamp. From one thread at a time.</param>
    /// <param name="recipients">How many a sender sends to.</param>
    public static async Task<NodeProcess> StartAsync(BenchDatabase database, BenchSettings settings, Action<Guid, long> called, int recipients = 0)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(NodeProcess).Assembly.Location);
        }

        string[] arguments =
        [
            "node", "--postgres", database.ConnectionString, "--in-flight", Text(settings.InFlight), "--adapter-ms", Text((int)settings.AdapterTakes.TotalMilliseconds), "--hints", Text(settings.Hints),
            "--capped", Text(settings.Capped), "--send-only", Text(settings.SendOnly), "--recipients", Text(recipients),
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        var node = new NodeProcess(Process.Start(start)!, called);
        await Deadline.WithinAsync(node._ready.Task, TimeSpan.FromMinutes(2), () => $"the process {node.Id} to be ready");
        return node;
    }

    /// <summary>Lets it begin, or go on.</summary>
    public async Task GoAsync()
    {
        await _process.StandardInput.WriteLineAsync("go");
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Ends it as a power cut would, and reads what it said until then.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await Deadline.WithinAsync(_reading, Deadline.Short, () => $"the last words of the killed process {Id}");
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
            await Deadline.WithinAsync(_process.WaitForExitAsync(), TimeSpan.FromMinutes(1), () => $"the process {Id} to end after its input was closed");
        }
        catch (Exception e) when (e is TimeoutException or IOException)
        {
            BenchReport.Progress($"{e.Message} It is killed.");
            _process.Kill();
        }

        await _reading;
        _process.Dispose();
    }

    public static long Resident(int id)
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.AsSpan(6).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) * 1024;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(bool value) => value ? "true" : "false";

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            Hear(line);
        }

        var ended = new InvalidOperationException($"The process {Id} ended. What it wrote to the error stream says why.");
        _ready.TrySetException(ended);
        _warm.TrySetException(ended);
        _sent.TrySetException(ended);
        _ = (_ready.Task.Exception, _warm.Task.Exception, _sent.Task.Exception);
    }

    private void Hear(string line)
    {
        var words = line.Split(' ');
        if (words is [[Node.Call], var at, var id] && Guid.TryParseExact(id, "N", out var message))
        {
            _called(message, long.Parse(at, CultureInfo.InvariantCulture));
        }
        else if (words[0] == Node.Ready)
        {
            _ready.TrySetResult();
        }
        else if (words[0] == Node.Warm)
        {
            _warm.TrySetResult();
        }
        else if (words[0] == Node.Sent)
        {
            _sent.TrySetResult(long.Parse(words[1], CultureInfo.InvariantCulture));
        }
    }
}
