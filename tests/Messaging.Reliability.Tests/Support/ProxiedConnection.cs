using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Messaging.Reliability.Tests.Support;

/// <summary>One connection through a <see cref="TcpProxy"/>.</summary>
/// <param name="near">The client's end.</param>
/// <param name="losesAnswerTo">Whether the answer to what the client says is lost.</param>
/// <param name="delaysAnswerTo">How long the answer to what the client says is held back.</param>
internal sealed class ProxiedConnection(Socket near, Func<string, bool> losesAnswerTo, Func<string, TimeSpan> delaysAnswerTo) : IDisposable
{
    private const int Beginning = 2_000;

    private readonly Socket _far = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly StringBuilder _began = new();
    private volatile bool _losesAnswer;
    private long _delay;

    /// <summary>Whether it takes bytes and passes none on.</summary>
    public volatile bool IsSilent;

    public bool BeganWith(string text)
    {
        lock (_began)
        {
            return _began.ToString().Contains(text, StringComparison.Ordinal);
        }
    }

    /// <summary>Resets both ends.</summary>
    public void Dispose()
    {
        near.Close(0);
        _far.Close(0);
    }

    public async Task RunAsync(int target)
    {
        try
        {
            (near.NoDelay, _far.NoDelay) = (true, true);
            await _far.ConnectAsync(IPAddress.Loopback, target);
            await Task.WhenAny(PumpAsync(near, _far, Asked), PumpAsync(_far, near, _ => !_losesAnswer));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut, or the server is gone.
        }
        finally
        {
            Dispose();
        }
    }

    private bool Asked(ReadOnlyMemory<byte> bytes)
    {
        var text = Encoding.Latin1.GetString(bytes.Span);
        lock (_began)
        {
            _began.Append(_began.Length < Beginning ? text : "");
        }

        _losesAnswer |= losesAnswerTo(text);
        Interlocked.Exchange(ref _delay, delaysAnswerTo(text).Ticks);
        return true;
    }

    // Ends when one side is gone, or when what it should pass on is lost.
    private async Task PumpAsync(Socket from, Socket to, Func<ReadOnlyMemory<byte>, bool> passes)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count)
            {
                if (!passes(buffer.AsMemory(0, count)))
                {
                    return;
                }

                if (from == _far && Interlocked.Exchange(ref _delay, 0) is > 0 and var delay)
                {
                    await Task.Delay(TimeSpan.FromTicks(delay), TimeProvider.System);
                }

                if (!IsSilent)
                {
                    await to.SendAsync(buffer.AsMemory(0, count));
                }
            }

            if (IsSilent)
            {
                await Task.Delay(Timeout.Infinite);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One side is gone, so the other one goes too.
        }
    }
}
