using System.ComponentModel.DataAnnotations;

namespace Messaging.Providers.SendGrid;

/// <summary>One SendGrid account or subuser. Checked when the host starts, then copied: later changes have no effect.</summary>
public sealed class SendGridOptions
{
    /// <summary>
    /// The API key, which starts with <c>SG.</c> and needs the permission <c>Mail Send</c>. Required. See https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys.
    /// </summary>
    public Secret? ApiKey { get; set; }

    /// <summary>
    /// The sender of every message, as <c>info@example.org</c> or <c>Haff Segeln &lt;info@example.org&gt;</c>. Required. SendGrid sends only for verified senders and domains.
    /// </summary>
    [Required(ErrorMessage = "SendGridOptions.From is empty. Set it in AddSendGrid(o => o.From = \"Name <name@example.org>\").")]
    public string From { get; set; } = "";

    /// <summary>
    /// Where the API is. The default is <c>https://api.sendgrid.com</c>; for subusers in the European Union <c>https://api.eu.sendgrid.com</c>. Only https, this machine apart.
    /// </summary>
    [Required(ErrorMessage = "SendGridOptions.BaseUrl is null. Leave it out for https://api.sendgrid.com.")]
    public Uri BaseUrl { get; set; } = new("https://api.sendgrid.com");

    /// <summary>Whether messages are only checked by SendGrid and never sent, for tests. The default is false. Such messages have no provider id and no events.</summary>
    public bool SandboxMode { get; set; }

    /// <summary>Whether SendGrid adds a picture that tells when an email is opened. Null, the default, leaves it to the account's settings.</summary>
    public bool? TrackOpens { get; set; }

    /// <summary>Whether SendGrid rewrites the links of the HTML part, to tell when they are followed. Null, the default, leaves it to the account's settings.</summary>
    public bool? TrackClicks { get; set; }

    /// <summary>Words under which SendGrid keeps statistics. None by default; at most 10, each different and at most 255 characters.</summary>
    public IList<string> Categories { get; set; } = [];

    /// <summary>
    /// The unsubscribe group of marketing messages, or null, the default. Other messages never get it, since SendGrid drops what it sends to people who left the group.
    /// See https://www.twilio.com/docs/sendgrid/ui/sending-email/unsubscribe-groups.
    /// </summary>
    [Range(1, int.MaxValue, ErrorMessage = "SendGridOptions.UnsubscribeGroup must be the number of a group, 1 or more. Leave it null for none.")]
    public int? UnsubscribeGroup { get; set; }

    /// <summary>
    /// The verification key of the signed Event Webhook, as SendGrid shows it; null, the default, when events are not received. Without it no event is believed.
    /// See https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features.
    /// </summary>
    public Secret? WebhookKey { get; set; }

    /// <summary>A further key that is accepted, while <see cref="WebhookKey"/> is being changed. Null by default.</summary>
    public Secret? PreviousWebhookKey { get; set; }

    /// <summary>
    /// How far the time of a signature may be from now, before or after. The default is 5 minutes, the most 7 days. SendGrid repeats a failed delivery for 24 hours and does not say whether it
    /// signs anew: if repeated deliveries are refused as <c>stale</c>, raise it to 25 hours. Repeats are recognised by their event ids, so that costs little.
    /// </summary>
    public TimeSpan SignatureTolerance { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// What the address of Inbound Parse ends in, as <c>?token=…</c>, for mail that comes in; null, the default, when none does. 24 to 200 letters, digits, <c>-</c>, <c>.</c>, <c>_</c> and <c>~</c>.
    /// </summary>
    public Secret? InboundToken { get; set; }

    /// <summary>A further token that is accepted, while <see cref="InboundToken"/> is being changed. Null by default.</summary>
    public Secret? PreviousInboundToken { get; set; }

    /// <summary>
    /// The public key of the security policy of Inbound Parse, or null, the default. When it is set, mail that comes in must carry a signature made with it, besides the token if there is one.
    /// See https://www.twilio.com/docs/sendgrid/for-developers/parsing-email/securing-your-parse-webhooks.
    /// </summary>
    public Secret? InboundKey { get; set; }

    /// <summary>The host of the API only: keys and addresses must not reach a log.</summary>
    public override string ToString() => $"SendGridOptions {{ BaseUrl = {BaseUrl} }}";
}
