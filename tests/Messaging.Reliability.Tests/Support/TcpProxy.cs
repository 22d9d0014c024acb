using System.Net;
using System.Net.Sockets;

namespace Messaging.Reliability.Tests.Support;

/// <summary>
/// Stands between processes and a server on 127.0.0.1. While it is cut, every connection is broken and none is accepted, as when the server is gone. It can also fall silent on a connection,
/// lose or delay the answer to a statement, and lead new connections to another server.
/// </summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<ProxiedConnection> _open = [];
    private volatile int _target;
    private TcpListener? _listener;
    private int _accepted;

    public TcpProxy(int target)
    {
        _target = target;
        Port = Listen(0);
    }

    public int Port { get; }

    /// <summary>How many connections were asked for.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Decides, for each statement that passes, whether its answer is lost and the connection broken. Gets the bytes as text.</summary>
    public Func<string, bool>? LosesAnswerTo { get; set; }

    /// <summary>Decides, for each statement that passes, how long its answer is held back.</summary>
    public Func<string, TimeSpan>? DelaysAnswerTo { get; set; }

    public void Cut()
    {
        lock (_gate)
        {
            _listener?.Dispose();
            _listener = null;

            // Reset, not closed politely: what was on its way is lost.
            _open.ForEach(c => c.Dispose());
            _open.Clear();
        }
    }

    public void Mend() => Listen(Port);

    /// <summary>Lets new connections lead elsewhere. Those that are open stay.</summary>
    public void Redirect(int target) => _target = target;

    /// <summary>Passes nothing on any more, without closing, on open connections that began with a text: half-open, as when a firewall forgot them.</summary>
    /// <returns>How many there were.</returns>
    public int Silence(string beganWith)
    {
        lock (_gate)
        {
            var silenced = _open.FindAll(c => c.BeganWith(beganWith));
            silenced.ForEach(c => c.IsSilent = true);
            return silenced.Count;
        }
    }

    public ValueTask DisposeAsync()
    {
        Cut();
        return ValueTask.CompletedTask;
    }

    private int Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Start();
        lock (_gate)
        {
            _listener = listener;
        }

        _ = AcceptAsync(listener);
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                _ = ConnectAsync(listener, await listener.AcceptSocketAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut.
        }
    }

    private async Task ConnectAsync(TcpListener listener, Socket near)
    {
        Interlocked.Increment(ref _accepted);
        var connection = new ProxiedConnection(near, text => LosesAnswerTo?.Invoke(text) == true, text => DelaysAnswerTo?.Invoke(text) ?? TimeSpan.Zero);
        lock (_gate)
        {
            if (_listener != listener)
            {
                connection.Dispose();
                return;
            }

            _open.Add(connection);
        }

        await connection.RunAsync(_target);
        lock (_gate)
        {
            _open.Remove(connection);
        }
    }
}
