using System.ComponentModel.DataAnnotations;

namespace Messaging.Providers.Infobip;

/// <summary>One Infobip account: how to sign in, who sends, and where reports go. Checked when the host starts, then copied: later changes have no effect.</summary>
/// <remarks>A channel is served when its sender is set: SMS by <see cref="SmsSender"/>, WhatsApp by <see cref="WhatsAppSender"/>.</remarks>
public sealed class InfobipOptions
{
    /// <summary>The API key. Required.</summary>
    /// <remarks>See https://www.infobip.com/docs/essentials/api-essentials/api-authentication.</remarks>
    public Secret? ApiKey { get; set; }

    /// <summary>The account's own address, such as <c>https://xxxxx.api.infobip.com</c>. Required. Every account has another one.</summary>
    /// <remarks>HTTPS, unless it is on this machine.</remarks>
    public Uri? BaseUrl { get; set; }

    /// <summary>The sender of SMS: a name of up to 11 characters, a number or a short code; null, the default, serves no SMS.</summary>
    [RegularExpression(
        @"\+?[0-9]{3,15}|(?=.*[A-Za-z])[A-Za-z0-9 ._&-]{1,11}",
        ErrorMessage = "InfobipOptions.SmsSender must be a name of 1 to 11 letters and digits, or a number or short code of 3 to 15 digits.")]
    public string? SmsSender { get; set; }

    /// <summary>The number that sends on WhatsApp, such as <c>441134960000</c>; null, the default, serves no WhatsApp.</summary>
    [RegularExpression(@"\+?[1-9][0-9]{6,14}", ErrorMessage = "InfobipOptions.WhatsAppSender must be a number with its country code, such as '441134960000'.")]
    public string? WhatsAppSender { get; set; }

    /// <summary>
    /// The public address of this application's Infobip webhook, such as <c>https://example.org/webhooks/infobip</c>, to hand over with every message together with
    /// <see cref="WebhookToken"/>; null, the default, leaves it to the addresses that are set up in Infobip's portal.
    /// </summary>
    /// <remarks>HTTPS, unless it is on this machine.</remarks>
    public Uri? WebhookUrl { get; set; }

    /// <summary>
    /// A random text that calls of the webhook must have in their query as <c>token</c>: 16 to 200 of the characters <c>A-Z a-z 0-9 _ -</c>. Null, the default, when
    /// <see cref="WebhookUser"/> and <see cref="WebhookPassword"/> tell that a call is authentic.
    /// </summary>
    public Secret? WebhookToken { get; set; }

    /// <summary>The token before the last change, which is still believed, or null, the default.</summary>
    public Secret? PreviousWebhookToken { get; set; }

    /// <summary>The user name of HTTP Basic authentication, as set in Infobip's portal for the webhook, or null, the default.</summary>
    [RegularExpression("[^:\\x00-\\x1f\\x7f]{1,200}", ErrorMessage = "InfobipOptions.WebhookUser holds a colon or a control character, which HTTP Basic authentication cannot carry.")]
    public string? WebhookUser { get; set; }

    /// <summary>The password of <see cref="WebhookUser"/>, at least 16 characters, or null, the default.</summary>
    public Secret? WebhookPassword { get; set; }

    /// <summary>The password before the last change, which is still believed, or null, the default.</summary>
    public Secret? PreviousWebhookPassword { get; set; }

    /// <summary>How long an SMS may wait for its handset: 1 second to 48 hours, in whole seconds. Null, the default, is Infobip's own 48 hours.</summary>
    public TimeSpan? ValidityPeriod { get; set; }

    /// <summary>The address only, which is no secret.</summary>
    public override string ToString() => $"InfobipOptions {{ BaseUrl = {BaseUrl} }}";
}
