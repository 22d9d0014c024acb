using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Messaging.Testing.Http;

/// <summary>One connection of a <see cref="FaultyHttpServer"/>: requests are read and replied to until a fault or the client ends it.</summary>
internal sealed class HttpConversation(FaultyHttpServer server, Socket socket)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            socket.NoDelay = true;
            var stream = new NetworkStream(socket, ownsSocket: false);
            await using (stream.ConfigureAwait(false))
            {
                await TalkAsync(stream, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client went away, or the server stops.
            Reset();
        }
        finally
        {
            socket.Dispose();
        }
    }

    private async Task TalkAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var reader = new RequestReader(stream);
        while (true)
        {
            if (!reader.HasBuffered)
            {
                // Completes when there is something to read, and takes nothing.
                await socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, cancellationToken).ConfigureAwait(false);
                if (socket.Available > 0 && server.TakeReset())
                {
                    Reset();
                    return;
                }
            }

            if (await reader.ReadAsync(cancellationToken).ConfigureAwait(false) is not { } request)
            {
                return;
            }

            var reply = server.Take(request);
            await reply.Held.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (!await ReplyAsync(stream, reply, cancellationToken).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    /// <returns>Whether the connection stays open for another request.</returns>
    private async Task<bool> ReplyAsync(NetworkStream stream, HttpReply reply, CancellationToken cancellationToken)
    {
        switch (reply.Fault)
        {
            case ReplyFault.ResetBeforeReading or ReplyFault.ResetAfterReading:
                Reset();
                return false;
            case ReplyFault.Close:
                return false;
            case ReplyFault.Silence:
                while (await stream.ReadAsync(new byte[1024], cancellationToken).ConfigureAwait(false) > 0)
                {
                }

                return false;
            case ReplyFault.Raw:
                await stream.WriteAsync(reply.Body, cancellationToken).ConfigureAwait(false);
                return false;
            default:
                // Asked once: a test may change it as soon as the answer is there, and what was announced must hold.
                var keepAlive = server.KeepAlive;
                await WriteAsync(stream, reply, keepAlive, cancellationToken).ConfigureAwait(false);
                return keepAlive && reply.KeptBytes is null;
        }
    }

    private static async Task WriteAsync(NetworkStream stream, HttpReply reply, bool keepAlive, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.Latin1.GetBytes(Head(reply, keepAlive)), cancellationToken).ConfigureAwait(false);
        var body = reply.Body[..Math.Min(reply.KeptBytes ?? reply.Body.Length, reply.Body.Length)];
        for (var (index, at) = (0, 0); at < body.Length; index++)
        {
            var size = Math.Min(reply.PieceSize, body.Length - at);
            await (reply.BeforePiece?.Invoke(index) ?? Task.CompletedTask).WaitAsync(cancellationToken).ConfigureAwait(false);
            await stream.WriteAsync(body.Slice(at, size), cancellationToken).ConfigureAwait(false);
            at += size;
        }
    }

    private static string Head(HttpReply reply, bool keepAlive)
    {
        var head = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} Scripted\r\n"));
        foreach (var (name, value) in reply.Headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        if (reply.Status is not (204 or 304))
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {reply.Body.Length}\r\n");
        }

        return head.Append(keepAlive ? "\r\n" : "Connection: close\r\n\r\n").ToString();
    }

    // Lingering for no time makes the close a reset.
    private void Reset()
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            socket.Close();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is gone already.
        }
    }
}
