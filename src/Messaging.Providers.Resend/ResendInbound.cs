using System.Text.Json;
using Messaging.Channels;
using Messaging.Tracking;

namespace Messaging.Providers.Resend;

/// <summary>
/// Reads mail that came in, whose authenticity was checked. Resend posts who wrote what to whom under which subject; the text and the files are to be got from its API.
/// See https://resend.com/docs/dashboard/receiving/introduction.
/// </summary>
internal sealed class ResendInbound
{
    private const int MaxMedia = 100;
    private const int MaxRecipients = 50;

    private readonly string _address;
    private readonly string _domain;

    public ResendInbound(ResendOptions options)
    {
        _address = options.BaseUrl.AbsoluteUri.TrimEnd('/') + "/emails/receiving/";
        _domain = NamedAddress.TryParse(options.From, out var from, out _) ? from.Address.Domain : "";
    }

    /// <summary>Reads a mail.</summary>
    /// <returns>The mail, or null when it does not say who wrote or to whom.</returns>
    public WebhookMessage? Read(JsonElement data, string key, DateTimeOffset at)
    {
        var (from, name) = MailboxText.Read(data.Text("from") ?? "");
        var recipients = data.Texts("to").Take(MaxRecipients).Select(static t => MailboxText.Read(t).Address).OfType<string>().ToList();
        var to = recipients.Find(IsOurs) ?? recipients.FirstOrDefault();
        if (from is null || to is null)
        {
            return null;
        }

        var id = data.Text("email_id");
        return new WebhookMessage
        {
            EventKey = key,
            Channel = MessageChannel.Email,
            From = from,
            FromName = name,
            To = to,
            Subject = data.Text("subject") ?? "",
            ProviderMessageId = string.IsNullOrEmpty(id) ? null : id,
            Media = string.IsNullOrEmpty(id) ? [] : [.. data.Parts("attachments").Take(MaxMedia).Select(a => ToMedia(id, a))],
            ReceivedAt = at,
        };
    }

    // The author may have written to others too: the one in the sender's own domain is the host's.
    private bool IsOurs(string address)
    {
        var domain = address[(address.LastIndexOf('@') + 1)..];
        return domain == _domain || domain.EndsWith("." + _domain, StringComparison.Ordinal);
    }

    private WebhookMedia ToMedia(string id, JsonElement attachment) => new(
        $"{_address}{Uri.EscapeDataString(id)}/attachments/{Uri.EscapeDataString(attachment.Text("id") ?? "")}",
        attachment.Text("content_type") ?? "",
        attachment.Text("filename") ?? "");
}
