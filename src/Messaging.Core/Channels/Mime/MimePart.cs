namespace Messaging.Channels.Mime;

/// <summary>A part of an email: its own headers, then its body, which does not end in a line break of its own.</summary>
internal abstract class MimePart
{
    public abstract void WriteHeaders(MimeOutput output);

    public abstract void WriteBody(MimeOutput output);
}
