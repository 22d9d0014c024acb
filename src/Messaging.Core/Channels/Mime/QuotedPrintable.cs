using System.Buffers;
using System.Text;

namespace Messaging.Channels.Mime;

/// <summary>Quoted-printable UTF-8 (RFC 2045 §6.7): lines of at most 76 octets that no relay has a reason to change.</summary>
/// <remarks>
/// Any line break becomes CRLF. Beyond what the RFC asks for, no line starts with a dot, which SMTP doubles, or with <c>From␠</c>, which mailbox files mark
/// with a <c>&gt;</c>; and a character is never split between lines.
/// </remarks>
internal static class QuotedPrintable
{
    // One less than the 76 of the RFC, for the equals sign of a soft break.
    private const int MaxLine = 75;

    public static void Write(string text, IBufferWriter<byte> output)
    {
        Span<byte> token = stackalloc byte[12];
        var column = 0;
        for (var i = 0; i < text.Length;)
        {
            if (text[i] is '\r' or '\n')
            {
                i += text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 2 : 1;
                output.Write("\r\n"u8);
                column = 0;
                continue;
            }

            _ = Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var consumed);
            var length = IsLiteral(text, i, column, rune) ? Literal(rune, token) : Escape(rune, token);
            if (column + length > MaxLine)
            {
                output.Write("=\r\n"u8);
                column = 0;

                // At the start of a line more has to be escaped.
                length = IsLiteral(text, i, column, rune) ? Literal(rune, token) : Escape(rune, token);
            }

            output.Write(token[..length]);
            column += length;
            i += consumed;
        }
    }

    private static bool IsLiteral(string text, int index, int column, Rune rune) => rune.Value switch
    {
        '=' => false,
        '.' => column > 0,
        'F' => column > 0 || !text.AsSpan(index).StartsWith("From "),
        ' ' or '\t' => index + 1 < text.Length && text[index + 1] is not ('\r' or '\n'),
        _ => rune.Value is > ' ' and <= '~',
    };

    private static int Literal(Rune rune, Span<byte> token)
    {
        token[0] = (byte)rune.Value;
        return 1;
    }

    private static int Escape(Rune rune, Span<byte> token)
    {
        Span<byte> bytes = stackalloc byte[4];
        var count = rune.EncodeToUtf8(bytes);
        for (var i = 0; i < count; i++)
        {
            token[i * 3] = (byte)'=';
            token[i * 3 + 1] = HexDigit(bytes[i] >> 4);
            token[i * 3 + 2] = HexDigit(bytes[i] & 15);
        }

        return count * 3;
    }

    private static byte HexDigit(int value) => "0123456789ABCDEF"u8[value];
}
