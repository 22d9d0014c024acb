using System.Buffers;

namespace Messaging.Providers.Smtp.Client;

/// <summary>
/// Turns content into what may follow DATA (RFC 5321, 4.5.2), block by block: a dot before every line that starts with one, and a line end at the end.
/// The final dot is not part of it.
/// </summary>
/// <remarks>
/// A lone CR or LF becomes CRLF: servers disagree about what ends a line, and a line end that only some of them see lets content pass for commands (SMTP
/// smuggling).
/// </remarks>
internal sealed class DataEncoder(ReadOnlyMemory<byte> content)
{
    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);

    private int _position;
    private bool _isLineStart = true;
    private bool _isLineEndOwed;
    private int _lineEndSent;

    /// <summary>Fills a block.</summary>
    /// <param name="block">Where to; at least two octets.</param>
    /// <returns>How much was filled; 0 at the end.</returns>
    public int Read(Span<byte> block)
    {
        var written = 0;
        while (written < block.Length)
        {
            if (_isLineEndOwed)
            {
                written += WriteLineEnd(block[written..]);
                continue;
            }

            var rest = content.Span[_position..];
            if (rest.IsEmpty)
            {
                _isLineEndOwed = !_isLineStart;
                if (!_isLineEndOwed)
                {
                    break;
                }

                continue;
            }

            if (!TryWriteText(rest, block[written..], out var count))
            {
                break;
            }

            written += count;
        }

        return written;
    }

    private bool TryWriteText(ReadOnlySpan<byte> rest, Span<byte> room, out int written)
    {
        written = 0;
        if (_isLineStart && rest[0] == (byte)'.')
        {
            if (room.Length < 2)
            {
                return false;
            }

            room[written++] = (byte)'.';
            room[written++] = (byte)'.';
            _position++;
            _isLineStart = false;
            return true;
        }

        var lineEnd = rest.IndexOfAny(LineEnds);
        if (lineEnd == 0)
        {
            _position += rest.StartsWith("\r\n"u8) ? 2 : 1;
            _isLineEndOwed = true;
            return true;
        }

        var text = lineEnd < 0 ? rest : rest[..lineEnd];
        text = text[..Math.Min(text.Length, room.Length)];
        text.CopyTo(room);
        written = text.Length;
        _position += text.Length;
        _isLineStart = false;
        return true;
    }

    private int WriteLineEnd(Span<byte> room)
    {
        room[0] = _lineEndSent == 0 ? (byte)'\r' : (byte)'\n';
        _lineEndSent++;
        if (_lineEndSent == 2)
        {
            _lineEndSent = 0;
            _isLineEndOwed = false;
            _isLineStart = true;
        }

        return 1;
    }
}
