using System.Net;
using System.Net.Sockets;

namespace Messaging.Reliability.Tests.Support;

/// <summary>Stands between processes and a server on 127.0.0.1. While it is cut, every connection is broken and none is accepted, as when the server is gone.</summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly int _target;
    private readonly Lock _gate = new();
    private readonly List<Socket> _open = [];
    private TcpListener? _listener;

    public TcpProxy(int target)
    {
        _target = target;
        Port = Listen(0);
    }

    public int Port { get; }

    public void Cut()
    {
        lock (_gate)
        {
            _listener?.Dispose();
            _listener = null;

            // Reset, not closed politely: what was on its way is lost.
            _open.ForEach(s => s.Close(0));
            _open.Clear();
        }
    }

    public void Mend() => Listen(Port);

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
        var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
        lock (_gate)
        {
            if (_listener != listener)
            {
                near.Close(0);
                far.Dispose();
                return;
            }

            _open.AddRange([near, far]);
        }

        try
        {
            (near.NoDelay, far.NoDelay) = (true, true);
            await far.ConnectAsync(IPAddress.Loopback, _target);
            await Task.WhenAny(PumpAsync(near, far), PumpAsync(far, near));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut, or the server is gone.
        }
        finally
        {
            near.Dispose();
            far.Dispose();
        }
    }

    private static async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count)
            {
                await to.SendAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One side is gone, so the other one goes too.
        }
    }
}
