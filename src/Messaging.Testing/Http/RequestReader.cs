using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Messaging.Testing.Http;

/// <summary>Reads the requests of one connection (RFC 9112), one after the other.</summary>
internal sealed class RequestReader(NetworkStream stream)
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    public bool HasBuffered => _start < _end;

    /// <summary>Reads a request.</summary>
    /// <returns>The request, or null when the client went away or does not speak HTTP.</returns>
    public async Task<ReceivedRequest?> ReadAsync(CancellationToken cancellationToken)
    {
        var first = (await LineAsync(cancellationToken).ConfigureAwait(false))?.Split(' ');
        if (first is not { Length: 3 } || !first[2].StartsWith("HTTP/", StringComparison.Ordinal))
        {
            return null;
        }

        var headers = new List<KeyValuePair<string, string>>();
        while (await LineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (line.Length == 0)
            {
                var body = await BodyAsync(headers, cancellationToken).ConfigureAwait(false);
                return body is null ? null : new ReceivedRequest(first[0], first[1], headers, body);
            }

            var parts = line.Split(':', 2);
            headers.Add(KeyValuePair.Create(parts[0], parts.Length > 1 ? parts[1].Trim() : ""));
        }

        return null;
    }

    private async Task<byte[]?> BodyAsync(List<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        string? Header(string name) => headers.Where(h => string.Equals(h.Key, name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value).FirstOrDefault();
        if (string.Equals(Header("Expect"), "100-continue", StringComparison.OrdinalIgnoreCase))
        {
            await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
        }

        return Header("Transfer-Encoding")?.Contains("chunked", StringComparison.OrdinalIgnoreCase) == true
            ? await ChunksAsync(cancellationToken).ConfigureAwait(false)
            : await BytesAsync(int.TryParse(Header("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : 0, cancellationToken).ConfigureAwait(false);
    }

    private async Task<byte[]?> ChunksAsync(CancellationToken cancellationToken)
    {
        var body = new MemoryStream();
        while (await LineAsync(cancellationToken).ConfigureAwait(false) is { } line && int.TryParse(line.Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var size))
        {
            if (await BytesAsync(size, cancellationToken).ConfigureAwait(false) is not { } chunk || await LineAsync(cancellationToken).ConfigureAwait(false) is null)
            {
                return null;
            }

            body.Write(chunk);
            if (size == 0)
            {
                return body.ToArray();
            }
        }

        return null;
    }

    private async Task<byte[]?> BytesAsync(int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        for (var done = 0; done < count;)
        {
            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                return null;
            }

            var taken = Math.Min(_end - _start, count - done);
            _buffer.AsSpan(_start, taken).CopyTo(bytes.AsSpan(done));
            (_start, done) = (_start + taken, done + taken);
        }

        return bytes;
    }

    // Lines are read as Latin-1, so that every byte of a header stays as it came.
    private async Task<string?> LineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (await FillAsync(cancellationToken).ConfigureAwait(false))
        {
            var c = (char)_buffer[_start++];
            if (c == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append(c);
        }

        return null;
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start == _end)
        {
            (_start, _end) = (0, await stream.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false));
        }

        return _start < _end;
    }
}
