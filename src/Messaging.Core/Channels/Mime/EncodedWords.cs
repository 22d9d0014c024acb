using System.Text;

namespace Messaging.Channels.Mime;

/// <summary>Text beyond ASCII in a header, as encoded-words (RFC 2047): at most 75 characters each, 76 in a line, and no character split between two.</summary>
internal static class EncodedWords
{
    private const int MaxWord = 75;
    private const int MaxLine = 76;

    // "=?utf-8?q?" and "?=", and room for one character of four octets in the longer of the two encodings.
    private const int Frame = 12;
    private const int MinPayload = 12;

    /// <summary>Adds a text, in whichever encoding is shorter. Q uses only what is allowed in a name (RFC 2047 §5), so the result may stand in any header.</summary>
    public static void Append(HeaderLine line, ReadOnlySpan<char> text)
    {
        var quoted = QuotedLength(text) <= Base64Length(Encoding.UTF8.GetByteCount(text));
        while (!text.IsEmpty)
        {
            var room = Room(line);
            if (room < MinPayload)
            {
                line.Fold();
                room = Room(line);
            }

            var length = Fit(text, room, quoted);
            var payload = quoted ? Quote(text[..length]) : Convert.ToBase64String(Encoding.UTF8.GetBytes(text[..length].ToArray()));
            line.Append($"=?utf-8?{(quoted ? 'q' : 'b')}?{payload}?=");
            text = text[length..];
        }
    }

    private static int Room(HeaderLine line) => Math.Min(MaxWord, MaxLine - line.Column - 1) - Frame;

    /// <summary>How much of the text fits into one word.</summary>
    private static int Fit(ReadOnlySpan<char> text, int room, bool quoted)
    {
        var length = 0;
        var size = 0;
        while (length < text.Length)
        {
            _ = Rune.DecodeFromUtf16(text[length..], out var rune, out var consumed);
            size += quoted ? QuotedLength(rune) : rune.Utf8SequenceLength;
            if ((quoted ? size : Base64Length(size)) > room)
            {
                break;
            }

            length += consumed;
        }

        return length;
    }

    private static int Base64Length(int bytes) => (bytes + 2) / 3 * 4;

    private static int QuotedLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            length += QuotedLength(rune);
        }

        return length;
    }

    private static int QuotedLength(Rune rune) => IsPlain(rune) || rune.Value == ' ' ? 1 : rune.Utf8SequenceLength * 3;

    private static bool IsPlain(Rune rune) => rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value is '!' or '*' or '+' or '-' or '/');

    private static string Quote(ReadOnlySpan<char> text)
    {
        var result = new StringBuilder();
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsPlain(rune) || rune.Value == ' ')
            {
                result.Append(rune.Value == ' ' ? '_' : (char)rune.Value);
                continue;
            }

            foreach (var b in bytes[..rune.EncodeToUtf8(bytes)])
            {
                result.Append('=').Append(Convert.ToHexString([b]));
            }
        }

        return result.ToString();
    }
}
