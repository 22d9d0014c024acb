namespace Messaging.Reliability.Host;

/// <summary>Tells the test what a node has come to: one line per event, each starting with <c>@</c>.</summary>
/// <param name="output">Takes the lines: standard output, for a process of its own.</param>
/// <param name="input">What the test answers.</param>
internal sealed class Announcer(TextWriter output, TextReader input)
{
    private readonly Lock _gate = new();
    private readonly Lazy<TaskCompletionSource> _continue = new(() => ReadLine(input));

    public void Say(string what)
    {
        lock (_gate)
        {
            output.WriteLine("@" + what);
            output.Flush();
        }
    }

    public void Log(string line)
    {
        lock (_gate)
        {
            output.WriteLine(line);
        }
    }

    /// <summary>Waits until the test writes a line.</summary>
    public Task WaitForGoAsync(CancellationToken cancellationToken) => _continue.Value.Task.WaitAsync(cancellationToken);

    private static TaskCompletionSource ReadLine(TextReader input)
    {
        var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = Task.Run(async () =>
        {
            if (await input.ReadLineAsync() is not null)
            {
                read.TrySetResult();
            }
        });
        return read;
    }
}
