namespace Messaging.Channels.Mime;

/// <summary>A text that is shown: plain or HTML.</summary>
internal sealed class TextPart(string subtype, string text) : MimePart
{
    public override void WriteHeaders(MimeOutput output)
    {
        output.WriteLine($"Content-Type: text/{subtype}; charset=utf-8");
        output.WriteLine("Content-Transfer-Encoding: quoted-printable");
    }

    public override void WriteBody(MimeOutput output) => QuotedPrintable.Write(text, output.Text);
}
