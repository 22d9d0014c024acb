using System.Text;

namespace Messaging.TestTools;

/// <summary>A message as Exim delivered it: its own header fields on top, then what it was sent, line ends as on the wire.</summary>
public sealed record EximMail(byte[] Bytes)
{
    /// <summary>The sender of the envelope.</summary>
    public string ReturnPath => Header("Return-path").Trim('<', '>');

    /// <summary>The recipients of the envelope.</summary>
    public string EnvelopeTo => Header("Envelope-to");

    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>Whether this is exactly what was sent, below what Exim adds on top.</summary>
    public bool EndsWith(ReadOnlySpan<byte> sent) => Bytes.AsSpan().EndsWith(sent);

    private string Header(string name)
    {
        var line = Text.Split("\r\n").FirstOrDefault(l => l.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase));
        return line is null ? "" : line[(name.Length + 2)..];
    }
}
