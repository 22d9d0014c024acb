namespace Messaging.Channels.Mime;

/// <summary>Several parts in one (RFC 2046 §5.1).</summary>
/// <param name="subtype"><c>alternative</c>, <c>related</c> or <c>mixed</c>.</param>
/// <param name="boundary">What separates the parts. It holds <c>=_</c>, which neither quoted-printable nor base64 can produce, so that no content can end a part.</param>
/// <param name="parts">The parts.</param>
/// <param name="parameters">Further parameters of the type.</param>
internal sealed class MultiPart(string subtype, string boundary, IReadOnlyList<MimePart> parts, params string[] parameters) : MimePart
{
    public override void WriteHeaders(MimeOutput output) =>
        HeaderField.WriteStructured(output, "Content-Type", $"multipart/{subtype}", [.. parameters, $"boundary=\"{boundary}\""]);

    public override void WriteBody(MimeOutput output)
    {
        foreach (var part in parts)
        {
            output.WriteLine($"--{boundary}");
            part.WriteHeaders(output);
            output.WriteLine();
            part.WriteBody(output);
            output.WriteLine();
        }

        output.Write($"--{boundary}--");
    }
}
