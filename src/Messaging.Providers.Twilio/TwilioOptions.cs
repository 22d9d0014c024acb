using System.ComponentModel.DataAnnotations;

namespace Messaging.Providers.Twilio;

/// <summary>One Twilio account: how to sign in, who sends, and where reports go. Checked when the host starts, then copied: later changes have no effect.</summary>
/// <remarks>
/// A channel is served when its sender is set: SMS by <see cref="MessagingServiceSid"/> or <see cref="SmsFrom"/>, WhatsApp by <see cref="WhatsAppFrom"/>, Messenger by
/// <see cref="MessengerFrom"/>.
/// </remarks>
public sealed class TwilioOptions
{
    /// <summary>The account's SID, <c>AC</c> and 32 hexadecimal digits. Required. Needed with an API key too.</summary>
    [Required(ErrorMessage = "TwilioOptions.AccountSid is empty. Set it in AddTwilio(o => o.AccountSid = \"AC…\").")]
    [RegularExpression("AC[0-9a-fA-F]{32}", ErrorMessage = "TwilioOptions.AccountSid must be 'AC' and 32 hexadecimal digits, as Twilio's console shows it.")]
    public string AccountSid { get; set; } = "";

    /// <summary>
    /// The account's primary auth token. Null is the default. It signs every webhook, and it signs in unless <see cref="ApiKeySid"/> is set. Needed for webhooks in any case: Twilio never signs with an API key.
    /// </summary>
    /// <remarks>See https://www.twilio.com/docs/usage/webhooks/webhooks-security.</remarks>
    public Secret? AuthToken { get; set; }

    /// <summary>The auth token before the last rotation, whose signatures are still believed, or null, the default. Never used to sign in.</summary>
    public Secret? PreviousAuthToken { get; set; }

    /// <summary>The SID of an API key to sign in with, <c>SK</c> and 32 hexadecimal digits, or null, the default, to sign in with <see cref="AuthToken"/>.</summary>
    [RegularExpression("SK[0-9a-fA-F]{32}", ErrorMessage = "TwilioOptions.ApiKeySid must be 'SK' and 32 hexadecimal digits, or null to sign in with AuthToken.")]
    public string? ApiKeySid { get; set; }

    /// <summary>The secret of <see cref="ApiKeySid"/>, or null, the default.</summary>
    public Secret? ApiKeySecret { get; set; }

    /// <summary>The Messaging Service that picks the sender of SMS and MMS, <c>MG</c> and 32 hexadecimal digits, or null, the default.</summary>
    [RegularExpression("MG[0-9a-fA-F]{32}", ErrorMessage = "TwilioOptions.MessagingServiceSid must be 'MG' and 32 hexadecimal digits, or null.")]
    public string? MessagingServiceSid { get; set; }

    /// <summary>
    /// The sender of SMS and MMS: a number such as <c>+15005550006</c>, a short code, or an alphanumeric sender id of up to 11 characters; null, the default, leaves it to
    /// <see cref="MessagingServiceSid"/>. With both, it must belong to the service.
    /// </summary>
    [RegularExpression(
        @"\+[1-9][0-9]{6,14}|[0-9]{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 +_&-]{1,11}",
        ErrorMessage = "TwilioOptions.SmsFrom must be a number such as '+15005550006', a short code, or a sender id of 1 to 11 letters and digits.")]
    public string? SmsFrom { get; set; }

    /// <summary>The number that sends on WhatsApp, such as <c>+14155238886</c>, without <c>whatsapp:</c>; null, the default, serves no WhatsApp.</summary>
    [RegularExpression(@"\+[1-9][0-9]{6,14}", ErrorMessage = "TwilioOptions.WhatsAppFrom must be a number such as '+14155238886', without 'whatsapp:'.")]
    public string? WhatsAppFrom { get; set; }

    /// <summary>The id of the Facebook page that sends on Messenger, without <c>messenger:</c>; null, the default, serves no Messenger.</summary>
    [RegularExpression("[0-9A-Za-z]{1,100}", ErrorMessage = "TwilioOptions.MessengerFrom must be the id of a page, letters and digits only, without 'messenger:'.")]
    public string? MessengerFrom { get; set; }

    /// <summary>
    /// The public address of this application's Twilio webhook, exactly as Twilio calls it, such as <c>https://example.org/webhooks/twilio</c>; null, the default, asks for no reports.
    /// Handed over with every message, and part of what Twilio signs: behind a proxy it cannot be found out from a request.
    /// </summary>
    /// <remarks>HTTPS, unless it is on this machine. Twilio takes no underscore in the host's name.</remarks>
    public Uri? WebhookUrl { get; set; }

    /// <summary>
    /// The approved content templates by name and language: <c>ContentSids["reminder"]["de"] = "HX…"</c>. Empty by default. A message whose approved template is named by its
    /// Content SID needs no entry.
    /// </summary>
    /// <remarks>See https://www.twilio.com/docs/content.</remarks>
    public IDictionary<string, IDictionary<string, string>> ContentSids { get; set; } = new Dictionary<string, IDictionary<string, string>>(StringComparer.Ordinal);

    /// <summary>How long Twilio may keep a message in its queue before it gives up: 1 second to 10 hours, in whole seconds. Null, the default, is Twilio's own 10 hours.</summary>
    public TimeSpan? ValidityPeriod { get; set; }

    /// <summary>Where the API is. The default is <c>https://api.twilio.com</c>; another region is <c>https://api.dublin.ie1.twilio.com</c>.</summary>
    /// <remarks>HTTPS, unless it is on this machine.</remarks>
    public Uri BaseUrl { get; set; } = new("https://api.twilio.com");

    /// <summary>The account's SID only, which is no secret.</summary>
    public override string ToString() => $"TwilioOptions {{ AccountSid = {AccountSid} }}";
}
