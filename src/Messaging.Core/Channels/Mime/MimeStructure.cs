using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Messaging.Channels.Mime;

/// <summary>Decides which parts an email has and how they nest: mixed(alternative(text, related(html, images)), files), each level only where it is needed.</summary>
internal sealed class MimeStructure
{
    private readonly EmailMessage _message;
    private readonly string _boundary;

    private MimeStructure(EmailMessage message)
    {
        _message = message;
        _boundary = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(message.MessageId)).AsSpan(0, 12));
    }

    public static MimePart Build(EmailMessage message) => new MimeStructure(message).Build();

    private MimePart Build()
    {
        var inline = _message.Attachments.Where(IsShown).ToList();
        var files = _message.Attachments.Where(a => !IsShown(a)).Select(static a => new FilePart(a, inline: false)).ToList();
        var body = Body(inline);
        return files.Count == 0 ? body : new MultiPart("mixed", Boundary(0), [body, .. files]);
    }

    private MimePart Body(List<MessageAttachment> inline)
    {
        if (_message.Html is null)
        {
            return new TextPart("plain", _message.Text ?? "");
        }

        MimePart html = new TextPart("html", _message.Html);
        if (inline.Count > 0)
        {
            html = new MultiPart("related", Boundary(2), [html, .. inline.Select(static a => new FilePart(a, inline: true))], "type=\"text/html\"");
        }

        return _message.Text is null ? html : new MultiPart("alternative", Boundary(1), [new TextPart("plain", _message.Text), html]);
    }

    /// <summary>Whether the HTML shows the file. One with an id that nothing refers to would be invisible as an inline part, so it stays an attachment.</summary>
    private bool IsShown(MessageAttachment attachment)
    {
        if (_message.Html is not { } html || string.IsNullOrEmpty(attachment.ContentId) || !AttachmentRules.IsContentId(attachment.ContentId))
        {
            return false;
        }

        var reference = $"cid:{attachment.ContentId}";
        for (var at = html.IndexOf(reference, StringComparison.OrdinalIgnoreCase); at >= 0; at = html.IndexOf(reference, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + reference.Length;
            if (end == html.Length || !AttachmentRules.IsContentIdCharacter(html[end]))
            {
                return true;
            }
        }

        return false;
    }

    private string Boundary(int level) => string.Create(CultureInfo.InvariantCulture, $"=_{_boundary}_{level}");
}
