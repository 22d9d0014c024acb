using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Messaging.Providers.Smtp.Tests.Support;

/// <summary>
/// An SMTP server on 127.0.0.1 that behaves, unless a test scripts a stage to misbehave. Stages are "connect", the verbs, "content" (after 354) and "dot"
/// (after the final dot).
/// </summary>
internal sealed class ScriptedSmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentBag<SmtpServerSession> _sessions = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _reached = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<SmtpServerSession, Task>> _script = new(StringComparer.Ordinal);
    private readonly Task _accepting;
    private int _connections;
    private int _open;

    public ScriptedSmtpServer()
    {
        _listener.Start(512);
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public List<string> Features { get; } = ["PIPELINING", "SIZE 10485760", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES"];

    /// <summary>What is offered inside TLS in place of <see cref="Features"/>, when it differs.</summary>
    public List<string>? FeaturesInTls { get; set; }

    public bool ImplicitTls { get; set; }

    public ConcurrentQueue<ReceivedMail> Mails { get; } = [];

    public ConcurrentQueue<string> Commands { get; } = [];

    /// <summary>How many connections were made.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>The most that were open at once.</summary>
    public int MostOpen { get; private set; }

    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Answers a stage in its own way; the normal answer is then left out.</summary>
    public ScriptedSmtpServer On(string stage, Func<SmtpServerSession, Task> answer)
    {
        _script[stage] = answer;
        return this;
    }

    public ScriptedSmtpServer On(string stage, string reply) => On(stage, s => s.ReplyAsync(reply));

    /// <summary>Completes when the stage is reached for the first time.</summary>
    public Task Reached(string stage) => Signal(stage).Task.WithinTestTime();

    /// <summary>The verbs of all commands, in order.</summary>
    public string Verbs => string.Join(' ', Commands.Select(c => c.Split(' ')[0]));

    public List<string> CommandsOf(string verb) => [.. Commands.Where(c => c.StartsWith(verb, StringComparison.OrdinalIgnoreCase))];

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        foreach (var session in _sessions)
        {
            session.Close();
        }

        await _accepting;
        await Task.WhenAll(_sessions.Select(s => s.Completion)).WithinTestTime();
        _stopping.Dispose();
    }

    internal async Task<bool> AnswerAsync(string stage, SmtpServerSession session)
    {
        Signal(stage).TrySetResult();
        if (!_script.TryGetValue(stage, out var answer))
        {
            return false;
        }

        session.IsAnswered = true;
        await answer(session);
        return session.IsAnswered;
    }

    internal void Left() => Interlocked.Decrement(ref _open);

    private TaskCompletionSource Signal(string stage) =>
        _reached.GetOrAdd(stage, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stopping.Token);
                MostOpen = Math.Max(MostOpen, Interlocked.Increment(ref _open));
                _sessions.Add(new SmtpServerSession(this, socket, Interlocked.Increment(ref _connections)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }
}
