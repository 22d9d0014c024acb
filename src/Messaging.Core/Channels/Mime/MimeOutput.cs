using System.Buffers;
using System.Text;

namespace Messaging.Channels.Mime;

/// <summary>
/// Collects an email. Files are encoded only at the end, straight into the result, so that a large one is in memory twice and not more: as given, and encoded.
/// </summary>
internal sealed class MimeOutput
{
    private readonly ArrayBufferWriter<byte> _text = new(4096);
    private readonly List<(int Position, ReadOnlyMemory<byte> Content)> _files = [];

    /// <summary>Where encoders write to.</summary>
    public IBufferWriter<byte> Text => _text;

    public void Write(string text) => Encoding.UTF8.GetBytes(text, _text);

    public void WriteLine(string text = "")
    {
        Write(text);
        Write("\r\n");
    }

    /// <summary>Puts a file here, in lines of base64.</summary>
    public void WriteFile(ReadOnlyMemory<byte> content) => _files.Add((_text.WrittenCount, content));

    public byte[] ToArray()
    {
        var text = _text.WrittenSpan;
        var result = new byte[checked(text.Length + _files.Sum(static f => Base64Lines.GetLength(f.Content.Length)))];
        var copied = 0;
        var rest = result.AsSpan();
        foreach (var (position, content) in _files)
        {
            text[copied..position].CopyTo(rest);
            rest = rest[(position - copied)..];
            copied = position;
            Base64Lines.Encode(content.Span, rest);
            rest = rest[Base64Lines.GetLength(content.Length)..];
        }

        text[copied..].CopyTo(rest);
        return result;
    }
}
