using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Messaging.AspNetCore.Tests.Support;

/// <summary>A connection to this machine that sends bytes as they are.</summary>
public sealed class RawConnection : IDisposable
{
    private readonly TcpClient _client = new();

    public static async Task<RawConnection> OpenAsync(int port)
    {
        var connection = new RawConnection();
        await connection._client.ConnectAsync(IPAddress.Loopback, port);
        return connection;
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await _client.GetStream().WriteAsync(bytes);
        }
        catch (IOException)
        {
            // Who was answered already may be hung up on.
        }
    }

    /// <summary>The status of the answer.</summary>
    public async Task<int> ReadStatusAsync()
    {
        var start = new byte[12];
        await _client.GetStream().ReadExactlyAsync(start);
        return int.Parse(Encoding.ASCII.GetString(start)["HTTP/1.1 ".Length..], CultureInfo.InvariantCulture);
    }

    /// <summary>Hangs up in the middle.</summary>
    public void Abort()
    {
        _client.LingerState = new LingerOption(enable: true, seconds: 0);
        _client.Close();
    }

    public void Dispose() => _client.Dispose();
}
