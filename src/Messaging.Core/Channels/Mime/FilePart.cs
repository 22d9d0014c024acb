namespace Messaging.Channels.Mime;

/// <summary>A file: an attachment (RFC 2183), or an image that the HTML shows by its content id (RFC 2392).</summary>
internal sealed class FilePart(MessageAttachment attachment, bool inline) : MimePart
{
    private const string NoName = "attachment";

    public override void WriteHeaders(MimeOutput output)
    {
        // Composite types must not be encoded (RFC 2046 §5.2.1), and bytes that are declared as what they are not do no harm.
        var type = MediaType.TryParse(attachment.ContentType, out var declared) && !declared.IsComposite ? declared : MediaType.Bytes;
        var name = AttachmentFileName.Reduce(attachment.FileName);
        name = name.Length == 0 ? NoName : name;
        HeaderField.WriteStructured(output, "Content-Type", type.Name, [.. type.Parameters, FileNameParameter.Fallback(name)]);
        output.WriteLine("Content-Transfer-Encoding: base64");
        HeaderField.WriteStructured(output, "Content-Disposition", inline ? "inline" : "attachment", FileNameParameter.Full(name));
        if (inline)
        {
            output.WriteLine($"Content-ID: <{attachment.ContentId}>");
        }
    }

    public override void WriteBody(MimeOutput output) => output.WriteFile(attachment.Content);
}
