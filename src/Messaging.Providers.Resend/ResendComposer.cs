using System.Diagnostics.CodeAnalysis;
using Messaging.Channels;

namespace Messaging.Providers.Resend;

/// <summary>Turns messages into what the API takes, and refuses what it would refuse.</summary>
internal sealed class ResendComposer
{
    private const string NeedsQuotes = ",;:()[]<>@\\\"";

    private readonly NamedAddress _from;

    public ResendComposer(ResendOptions options) => _from = NamedAddress.TryParse(options.From, out var from, out var problem)
        ? from
        : throw new MessagingConfigurationException($"ResendOptions.From is not a sender. {problem} Set it in AddResend(o => o.From = \"Name <name@example.org>\").");

    /// <summary>Composes a message, or says why Resend cannot take it.</summary>
    public bool TryCompose(OutboundMessage message, [NotNullWhen(true)] out ResendEmail? email, [NotNullWhen(false)] out SendFailure? refusal)
    {
        email = null;
        if (!EmailAddress.TryParse(message.Address, out var to, out var problem))
        {
            refusal = new SendFailure(FailureKind.InvalidRecipient, "address", problem);
            return false;
        }

        EmailAddress? replyTo = null;
        if (!string.IsNullOrEmpty(message.ReplyTo) && !EmailAddress.TryParse(message.ReplyTo, out replyTo, out problem))
        {
            refusal = new SendFailure(FailureKind.Refused, "reply-to", problem);
            return false;
        }

        refusal = Check(message, to);
        if (refusal is not null)
        {
            return false;
        }

        email = new ResendEmail
        {
            From = ToText(string.IsNullOrWhiteSpace(message.SenderName) ? _from.Name : message.SenderName, _from.Address),
            To = [to.ToAddrSpec()],
            Cc = message.Cc.Count == 0 ? null : message.Cc,
            Bcc = message.Bcc.Count == 0 ? null : message.Bcc,
            Subject = message.Content.Subject ?? "",
            ReplyTo = replyTo?.ToAddrSpec(),
            Text = NullIfEmpty(message.Content.Text),
            Html = NullIfEmpty(message.Content.Html),

            // Dictionaries promise no order, and bytes must not depend on one.
            Headers = message.Headers.Count == 0 ? null : new SortedDictionary<string, string>(message.Headers.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal),
            Attachments = message.Attachments.Count == 0 ? null : [.. message.Attachments.Select(static a => new ResendEmail.File(a.Content, a.FileName, a.ContentType, a.ContentId))],
            Tags = [new ResendEmail.Tag(ResendReference.Tag, ResendReference.Write(message.Reference))],
        };
        return true;
    }

    private static SendFailure? Check(OutboundMessage message, EmailAddress to)
    {
        if (to.IsInternational)
        {
            return new SendFailure(FailureKind.Refused, "smtputf8", "Resend takes no mailbox names beyond ASCII. Another connection may.");
        }

        if (string.IsNullOrEmpty(message.Content.Text) && string.IsNullOrEmpty(message.Content.Html))
        {
            return new SendFailure(FailureKind.Refused, "content", "Resend takes no message without text and HTML.");
        }

        // Whoever writes the mail from these texts may take a line end for the start of another header.
        return IsLine(message.Content.Subject) && IsLine(message.SenderName) && message.Headers.All(static h => IsHeaderName(h.Key) && IsLine(h.Value))
            ? null
            : new SendFailure(FailureKind.Refused, "line", "The subject, the sender's name or a header holds a line end or another control character.");
    }

    private static bool IsLine(string? text) => text is null || !text.Any(static c => char.IsControl(c) || c is '\u2028' or '\u2029');

    private static bool IsHeaderName(string name) => name.Length > 0 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string ToText(string name, EmailAddress address)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return address.ToAddrSpec();
        }

        var shown = name.Any(static c => NeedsQuotes.Contains(c, StringComparison.Ordinal))
            ? $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
            : name;
        return $"{shown} <{address.ToAddrSpec()}>";
    }
}
