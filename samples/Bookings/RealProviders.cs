using Messaging;

namespace Bookings;

/// <summary>The providers that this program knows, and what each needs from the environment.</summary>
internal static class RealProviders
{
    private const string From = "MESSAGING_FROM";
    private const string ToEmail = "MESSAGING_TO_EMAIL";
    private const string ToPhone = "MESSAGING_TO_PHONE";
    private const string ToToken = "MESSAGING_TO_TOKEN";

    public static IReadOnlyList<RealProvider> All { get; } =
    [
        new("sendgrid", MessageChannel.Email, ToEmail, ["SENDGRID_API_KEY", From], (messaging, keys) => messaging.AddSendGrid(o =>
            (o.ApiKey, o.From, o.BaseUrl) = (keys["SENDGRID_API_KEY"], keys[From], keys.BaseUrl ?? o.BaseUrl))),
        new("resend", MessageChannel.Email, ToEmail, ["RESEND_API_KEY", From], (messaging, keys) => messaging.AddResend(o =>
            (o.ApiKey, o.From, o.BaseUrl) = (keys["RESEND_API_KEY"], keys[From], keys.BaseUrl ?? o.BaseUrl))),
        new("smtp", MessageChannel.Email, ToEmail, ["SMTP_HOST", From], AddSmtp),
        new("twilio", MessageChannel.Sms, ToPhone, ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM"], (messaging, keys) => messaging.AddTwilio(o =>
            (o.AccountSid, o.AuthToken, o.SmsFrom, o.BaseUrl) = (keys["TWILIO_ACCOUNT_SID"], keys["TWILIO_AUTH_TOKEN"], keys["TWILIO_FROM"], keys.BaseUrl ?? o.BaseUrl))),
        new("infobip", MessageChannel.Sms, ToPhone, ["INFOBIP_API_KEY", "INFOBIP_BASE_URL", "INFOBIP_FROM"], (messaging, keys) => messaging.AddInfobip(o =>
            (o.ApiKey, o.BaseUrl, o.SmsSender) = (keys["INFOBIP_API_KEY"], keys.BaseUrl ?? keys.AddressIn("INFOBIP_BASE_URL"), keys["INFOBIP_FROM"]))),
        new("firebase", MessageChannel.Push, ToToken, ["GOOGLE_APPLICATION_CREDENTIALS"], (messaging, keys) => messaging.AddFirebase(o =>
            (o.CredentialsFile, o.BaseUrl) = (keys["GOOGLE_APPLICATION_CREDENTIALS"], keys.BaseUrl ?? o.BaseUrl))),
    ];

    /// <summary>Finds a provider by its name, or null.</summary>
    public static RealProvider? Find(string name) => All.FirstOrDefault(p => p.Name == name);

    private static void AddSmtp(MessagingBuilder messaging, ProviderKeys keys)
    {
        if (keys.BaseUrl is not null)
        {
            throw new UsageException("An SMTP server has no base URL. Name it in SMTP_HOST and SMTP_PORT, and leave --base-url and MESSAGING_BASE_URL out.");
        }

        var server = new SmtpServer(keys["SMTP_HOST"], keys.SmtpPort);
        messaging.AddSmtp(o =>
        {
            (o.Host, o.Port, o.Security, o.From) = (server.Host, server.Port, server.Security, keys[From]);
            (o.UserName, o.Password) = (keys.Find("SMTP_USER"), keys.Find("SMTP_PASSWORD"));
        });
    }
}
