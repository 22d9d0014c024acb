using System.Diagnostics.CodeAnalysis;
using Messaging.Channels;

namespace Messaging.Providers.SendGrid;

/// <summary>Turns messages into what the API takes, and refuses what it would refuse.</summary>
internal sealed class SendGridComposer
{
    /// <summary>The custom argument with our reference. Arguments stand beside SendGrid's own fields in events, and theirs win; hence the prefix.</summary>
    public const string ReferenceArgument = "messaging_ref";

    /// <summary>The custom argument with the tenant.</summary>
    public const string TenantArgument = "messaging_tenant";

    /// <summary>The custom argument that tells the messages of one request apart, since all of them share one id of SendGrid.</summary>
    public const string PartArgument = "messaging_part";

    private static readonly HashSet<string> ReservedHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "x-sg-id", "x-sg-eid", "received", "dkim-signature", "Content-Type", "Content-Transfer-Encoding", "To", "From", "Subject", "Reply-To", "CC", "BCC",
    };

    private readonly NamedAddress _from;
    private readonly IReadOnlyList<string>? _categories;
    private readonly SendGridMail.UnsubscribeGroup? _group;
    private readonly SendGridMail.Checks? _checks;
    private readonly SendGridMail.Tracking? _tracking;

    public SendGridComposer(SendGridOptions options)
    {
        _from = NamedAddress.TryParse(options.From, out var from, out var problem)
            ? from
            : throw new MessagingConfigurationException($"SendGridOptions.From is not a sender. {problem} Set it in AddSendGrid(o => o.From = \"Name <name@example.org>\").");
        _categories = options.Categories is { Count: > 0 } categories ? [.. categories] : null;
        _group = options.UnsubscribeGroup is { } group ? new(group) : null;
        _checks = options.SandboxMode ? new(new(true)) : null;
        _tracking = options.TrackOpens is null && options.TrackClicks is null
            ? null
            : new(options.TrackClicks is { } clicks ? new(clicks, false) : null, options.TrackOpens is { } opens ? new(opens) : null);
    }

    /// <summary>Composes a message, or says why SendGrid cannot take it.</summary>
    public bool TryCompose(OutboundMessage message, [NotNullWhen(true)] out SendGridDraft? draft, [NotNullWhen(false)] out SendFailure? refusal)
    {
        draft = null;
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

        var fromName = string.IsNullOrWhiteSpace(message.SenderName) ? _from.Name : message.SenderName;
        var group = message.Category == MessageCategory.Marketing ? _group : null;
        draft = new SendGridDraft(message, to.ToAddrSpec(), new SendGridShared(fromName, replyTo?.ToAddrSpec(), message.Content.Text ?? "", message.Content.Html ?? "", group, message.Attachments));
        return true;
    }

    /// <summary>The request for messages that share everything but their envelope.</summary>
    public SendGridMail Compose(IReadOnlyList<SendGridDraft> drafts)
    {
        var shared = drafts[0].Shared;
        return new SendGridMail
        {
            Personalizations = [.. drafts.Select((draft, i) => ToEnvelope(draft, drafts.Count > 1 ? SendGridId.Part(i) : null))],
            From = ToMailbox(_from.Address.ToAddrSpec(), shared.FromName),
            ReplyTo = shared.ReplyTo is null ? null : ToMailbox(shared.ReplyTo, ""),
            Content = [.. new[] { new SendGridMail.Body("text/plain", shared.Text), new SendGridMail.Body("text/html", shared.Html) }.Where(static b => b.Value.Length > 0)],
            Attachments = shared.Attachments.Count == 0 ? null : [.. shared.Attachments.Select(ToFile)],
            Categories = _categories,
            Asm = shared.Group,
            MailSettings = _checks,
            TrackingSettings = _tracking,
        };
    }

    private static SendFailure? Check(OutboundMessage message, EmailAddress to)
    {
        if (to.IsInternational)
        {
            return new SendFailure(FailureKind.Refused, "smtputf8", "SendGrid takes no mailbox names beyond ASCII. Another connection may.");
        }

        if (string.IsNullOrEmpty(message.Content.Subject))
        {
            return new SendFailure(FailureKind.Refused, "subject", "SendGrid takes no message without a subject.");
        }

        if (string.IsNullOrEmpty(message.Content.Text) && string.IsNullOrEmpty(message.Content.Html))
        {
            return new SendFailure(FailureKind.Refused, "content", "SendGrid takes no message without text and HTML.");
        }

        if (message.Headers.Keys.Any(ReservedHeaders.Contains))
        {
            return new SendFailure(FailureKind.Refused, "header", "One of the headers is written by SendGrid itself: leave it out of the request.");
        }

        // Whoever writes the mail from these texts may take a line end for the start of another header.
        return IsLine(message.Content.Subject) && IsLine(message.SenderName) && IsLine(message.RecipientName) && message.Headers.All(static h => IsHeaderName(h.Key) && IsLine(h.Value))
            ? null
            : new SendFailure(FailureKind.Refused, "line", "The subject, a name or a header holds a line end or another control character.");
    }

    private static bool IsLine(string? text) => text is null || !text.Any(static c => char.IsControl(c) || c is '\u2028' or '\u2029');

    private static bool IsHeaderName(string name) => name.Length > 0 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static SendGridMail.Envelope ToEnvelope(SendGridDraft draft, string? part)
    {
        var message = draft.Message;
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal) { [ReferenceArgument] = message.Reference.ToString() };
        if (message.Tenant.Length > 0)
        {
            arguments[TenantArgument] = message.Tenant;
        }

        if (part is not null)
        {
            arguments[PartArgument] = part;
        }

        return new SendGridMail.Envelope
        {
            To = [ToMailbox(draft.Address, message.RecipientName)],
            Cc = Copies(message.Cc, draft.Address),
            Bcc = Copies(message.Bcc.Except(message.Cc, StringComparer.OrdinalIgnoreCase), draft.Address),
            Subject = message.Content.Subject!,
            Headers = message.Headers.Count == 0 ? null : message.Headers,
            CustomArgs = arguments,
        };
    }

    // SendGrid refuses an envelope that names an address twice.
    private static SendGridMail.Mailbox[]? Copies(IEnumerable<string> addresses, string to) =>
        addresses.Where(a => !string.Equals(a, to, StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase).Select(static a => ToMailbox(a, "")).ToArray() is { Length: > 0 } copies ? copies : null;

    private static SendGridMail.Mailbox ToMailbox(string address, string name) => new(address, string.IsNullOrWhiteSpace(name) ? null : name);

    private static SendGridMail.File ToFile(MessageAttachment file) =>
        new(file.Content, ToType(file.ContentType), file.FileName, file.ContentId is null ? "attachment" : "inline", file.ContentId);

    // SendGrid refuses types with parameters, such as a charset; of all that exist it takes only an invitation's method.
    private static string ToType(string type)
    {
        var parts = type.Split(';', StringSplitOptions.TrimEntries);
        var method = parts.Skip(1).FirstOrDefault(static p => p.StartsWith("method=", StringComparison.OrdinalIgnoreCase));
        return method is null ? parts[0] : $"{parts[0]}; {method}";
    }
}
