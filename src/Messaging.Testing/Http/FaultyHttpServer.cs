using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Messaging.Testing.Http;

/// <summary>
/// An HTTP/1.1 server on a free port of this machine that answers, delays, breaks off or resets as it is told, and keeps every request byte for byte: for tests of adapters. Thread-safe.
/// </summary>
/// <remarks>It speaks on plain sockets, since a web server would not send half an answer. Starts at once and ends when it is disposed of.</remarks>
public sealed class FaultyHttpServer : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();
    private readonly Queue<HttpReply> _script = new();
    private readonly Lock _gate = new();
    private readonly Channel<ReceivedRequest> _arrived = Channel.CreateUnbounded<ReceivedRequest>();
    private readonly Task _accepting;
    private int _disposals;

    /// <summary>Starts the server.</summary>
    public FaultyHttpServer()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        var port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        BaseUrl = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:49152/</c>.</summary>
    public Uri BaseUrl { get; }

    /// <summary>Whether connections stay open between requests. The default is true; otherwise every answer says that it closes.</summary>
    public bool KeepAlive { get; set; } = true;

    /// <summary>Answers the requests for which <see cref="ThenAnswer"/> says nothing, from several threads. The default answers 200 without a body.</summary>
    public Func<ReceivedRequest, HttpReply> Handler { get; set; } = static _ => HttpReply.Of(200);

    /// <summary>The requests that were read to their end, in the order they came.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    /// <summary>Says what to do with the next request; further calls speak of those after it.</summary>
    /// <param name="reply">The answer or fault.</param>
    public FaultyHttpServer ThenAnswer(HttpReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        lock (_gate)
        {
            _script.Enqueue(reply);
        }

        return this;
    }

    /// <summary>Waits for the next request: each call returns one that no earlier call has returned.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The request, read to its end and perhaps not yet answered.</returns>
    public ValueTask<ReceivedRequest> NextAsync(CancellationToken cancellationToken = default) => _arrived.Reader.ReadAsync(cancellationToken);

    /// <summary>Stops listening and resets the connections that are open.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Increment(ref _disposals) > 1)
        {
            return;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        _stop.Dispose();
    }

    internal HttpReply Take(ReceivedRequest request)
    {
        _requests.Enqueue(request);
        HttpReply? scripted;
        lock (_gate)
        {
            _script.TryDequeue(out scripted);
        }

        try
        {
            return scripted ?? Handler(request);
        }
        finally
        {
            _arrived.Writer.TryWrite(request);
        }
    }

    internal bool TakeReset()
    {
        lock (_gate)
        {
            return _script.TryPeek(out var next) && next.Fault == ReplyFault.ResetBeforeReading && _script.TryDequeue(out _);
        }
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync(_stop.Token).ConfigureAwait(false);
                open.RemoveAll(t => t.IsCompleted);
                open.Add(new HttpConversation(this, socket).RunAsync(_stop.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open).ConfigureAwait(false);
        }
    }
}
