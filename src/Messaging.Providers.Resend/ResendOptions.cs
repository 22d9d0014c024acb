using System.ComponentModel.DataAnnotations;

namespace Messaging.Providers.Resend;

/// <summary>One Resend team. Checked when the host starts, then copied: later changes have no effect.</summary>
public sealed class ResendOptions
{
    /// <summary>The API key, which starts with <c>re_</c>. A key with sending access only is enough to send; look-up of a message's status needs full access. Required.</summary>
    public Secret? ApiKey { get; set; }

    /// <summary>
    /// The sender of every message, as <c>info@example.org</c> or <c>Haff Segeln &lt;info@example.org&gt;</c>. Required. Resend sends only for verified domains.
    /// </summary>
    [Required(ErrorMessage = "ResendOptions.From is empty. Set it in AddResend(o => o.From = \"Name <name@example.org>\").")]
    public string From { get; set; } = "";

    /// <summary>Where the API is. The default is <c>https://api.resend.com</c>. Only https, this machine apart.</summary>
    [Required(ErrorMessage = "ResendOptions.BaseUrl is null. Leave it out for https://api.resend.com.")]
    public Uri BaseUrl { get; set; } = new("https://api.resend.com");

    /// <summary>
    /// Whether first attempts without attachments are sent together, up to 100 in one request. The default is false.
    /// </summary>
    /// <remarks>
    /// Resend remembers a request under its idempotency key for 24 hours, and a repeat must be the same to the byte. A message that was sent alone can be repeated so, and is then accepted at most
    /// once; one that was sent with others cannot, since they are not repeated with it. So with this option an unknown outcome is left to what the host chose for the category, as with a provider
    /// that has no keys. It is for bulk mail on an account whose rate of requests is too low. See https://resend.com/docs/dashboard/emails/idempotency-keys.
    /// </remarks>
    public bool Batch { get; set; }

    /// <summary>
    /// The signing secret of the webhook, which starts with <c>whsec_</c>; null, the default, when events are not received. Without it no event is believed. See https://resend.com/docs/webhooks/verify-webhooks-requests.
    /// </summary>
    public Secret? WebhookSecret { get; set; }

    /// <summary>A further secret that is accepted, while <see cref="WebhookSecret"/> is being changed. Null by default.</summary>
    public Secret? PreviousWebhookSecret { get; set; }

    /// <summary>How far the time of a signature may be from now, before or after. The default is 5 minutes, the most 1 day. Repeated deliveries are signed anew, so there is no need to raise it.</summary>
    public TimeSpan SignatureTolerance { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The host of the API only: keys and addresses must not reach a log.</summary>
    public override string ToString() => $"ResendOptions {{ BaseUrl = {BaseUrl} }}";
}
