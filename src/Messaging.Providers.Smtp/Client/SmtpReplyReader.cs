using System.Text;
using Messaging.Channels;

namespace Messaging.Providers.Smtp.Client;

/// <summary>Reads replies, within bounds: a server that talks nonsense or without end costs neither memory nor certainty.</summary>
internal sealed class SmtpReplyReader(Stream stream)
{
    /// <summary>How much of a line is kept. RFC 5321 allows 512 octets; the rest of a longer line is skipped.</summary>
    internal const int MaxLineLength = 1000;

    /// <summary>How many lines a reply may have.</summary>
    internal const int MaxLines = 100;

    /// <summary>How many octets a reply may have, what is skipped included.</summary>
    internal const int MaxReplyLength = 64 * 1024;

    private readonly byte[] _buffer = new byte[2048];
    private readonly byte[] _line = new byte[MaxLineLength];
    private int _start;
    private int _end;

    /// <summary>Whether the server has said more than was asked of it.</summary>
    public bool HasUnread => _end > _start;

    /// <summary>Reads one reply with all its lines.</summary>
    /// <param name="cancellationToken">Ends the wait; the connection is then of no further use.</param>
    /// <exception cref="SmtpFailureException">What came is no reply.</exception>
    /// <exception cref="EndOfStreamException">The server closed the connection.</exception>
    public async Task<SmtpReply> ReadAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>(1);
        var budget = MaxReplyLength;
        var code = 0;
        while (true)
        {
            var (length, consumed) = await ReadLineAsync(budget, cancellationToken).ConfigureAwait(false);
            budget -= consumed;
            var isLast = ParseLine(_line.AsSpan(0, length), ref code, lines);
            if (isLast)
            {
                return new SmtpReply(code, lines);
            }

            if (lines.Count == MaxLines)
            {
                throw Malformed();
            }
        }
    }

    private static bool ParseLine(ReadOnlySpan<byte> line, ref int code, List<string> lines)
    {
        if (line.Length < 3 || line[0] is < (byte)'2' or > (byte)'5' || !char.IsAsciiDigit((char)line[1]) || !char.IsAsciiDigit((char)line[2]))
        {
            throw Malformed();
        }

        var ownCode = ((line[0] - '0') * 100) + ((line[1] - '0') * 10) + (line[2] - '0');
        var isLast = line.Length == 3 || line[3] == (byte)' ';
        if ((code != 0 && code != ownCode) || (!isLast && line[3] != (byte)'-'))
        {
            throw Malformed();
        }

        code = ownCode;
        lines.Add(line.Length <= 4 ? "" : Encoding.UTF8.GetString(line[4..]).TrimEnd());
        return isLast;
    }

    private static SmtpFailureException Malformed() => new(new SendFailure(FailureKind.Unexpected, "protocol", "The server's reply is malformed or too long."));

    private async Task<(int Length, int Consumed)> ReadLineAsync(int budget, CancellationToken cancellationToken)
    {
        var length = 0;
        var consumed = 0;
        while (true)
        {
            if (_start == _end)
            {
                _start = 0;
                _end = 0;
                _end = await stream.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false);
                if (_end == 0)
                {
                    throw new EndOfStreamException();
                }
            }

            var ready = _buffer.AsSpan(_start, _end - _start);
            var newLine = ready.IndexOf((byte)'\n');
            var part = newLine < 0 ? ready : ready[..newLine];
            var kept = part[..Math.Min(part.Length, MaxLineLength - length)];
            kept.CopyTo(_line.AsSpan(length));
            length += kept.Length;
            consumed += part.Length + 1;
            _start += newLine < 0 ? part.Length : newLine + 1;
            if (consumed > budget)
            {
                throw Malformed();
            }

            if (newLine >= 0)
            {
                return (length > 0 && _line[length - 1] == (byte)'\r' ? length - 1 : length, consumed);
            }
        }
    }
}
