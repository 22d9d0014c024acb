namespace Messaging.Core.Tests.Channels.Mime;

/// <summary>What a reader saw in an email.</summary>
public sealed record MailView(
    IReadOnlyList<MailView.Header> Headers,
    IReadOnlyList<MailView.Mailbox> From,
    IReadOnlyList<MailView.Mailbox> To,
    IReadOnlyList<MailView.Mailbox> ReplyTo,
    string Subject,
    string Structure,
    IReadOnlyList<MailView.Part> Parts,
    IReadOnlyList<string> Defects)
{
    public sealed record Header(string Name, string Value);

    public sealed record Mailbox(string Name, string Address);

    public sealed record Part(string Type, string? Charset, string? Disposition, string? FileName, string? ContentId, string? Encoding, byte[] Content, string? Text);
}
