namespace Messaging.Reliability.Host;

/// <summary>Tells the test what this process has come to: one line per event on standard output, each starting with <c>@</c>.</summary>
internal sealed class Announcer
{
    private readonly Lock _gate = new();
    private readonly Lazy<TaskCompletionSource> _continue = new(ReadInput);

    public void Say(string what)
    {
        lock (_gate)
        {
            Console.Out.WriteLine("@" + what);
            Console.Out.Flush();
        }
    }

    public void Log(string line)
    {
        lock (_gate)
        {
            Console.Out.WriteLine(line);
        }
    }

    /// <summary>Waits until the test writes a line.</summary>
    public Task WaitForGoAsync(CancellationToken cancellationToken) => _continue.Value.Task.WaitAsync(cancellationToken);

    private static TaskCompletionSource ReadInput()
    {
        var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = Task.Run(async () =>
        {
            if (await Console.In.ReadLineAsync() is not null)
            {
                read.TrySetResult();
            }
        });
        return read;
    }
}
