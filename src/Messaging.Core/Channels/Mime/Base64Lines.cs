using System.Buffers.Text;

namespace Messaging.Channels.Mime;

/// <summary>Base64 in lines of 76 characters (RFC 2045 §6.8).</summary>
internal static class Base64Lines
{
    private const int LineBytes = 57;

    /// <summary>How many octets the encoded form takes, without a line break at its end.</summary>
    public static int GetLength(int bytes)
    {
        var breaks = bytes == 0 ? 0 : (bytes - 1) / LineBytes;
        return checked(Base64.GetMaxEncodedToUtf8Length(bytes) + breaks * 2);
    }

    /// <summary>Writes the encoded form, which fills the destination's first <see cref="GetLength"/> octets.</summary>
    public static void Encode(ReadOnlySpan<byte> content, Span<byte> destination)
    {
        while (content.Length > LineBytes)
        {
            Base64.EncodeToUtf8(content[..LineBytes], destination, out _, out var written);
            "\r\n"u8.CopyTo(destination[written..]);
            destination = destination[(written + 2)..];
            content = content[LineBytes..];
        }

        Base64.EncodeToUtf8(content, destination, out _, out _);
    }
}
