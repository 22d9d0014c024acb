using Messaging;

namespace WebHost;

/// <summary>The providers whose keys are in the environment. Without any, everything goes to the mailbox.</summary>
internal static class Providers
{
    /// <summary>Adds them, and says which.</summary>
    /// <param name="messaging">The builder.</param>
    /// <param name="settings">The configuration: the environment's variables by their names.</param>
    /// <param name="publicUrl">Where this application is reached from outside, for what providers report.</param>
    public static IReadOnlyList<string> AddFrom(this MessagingBuilder messaging, IConfiguration settings, string publicUrl)
    {
        var added = new List<string>();
        if (settings["RESEND_API_KEY"] is { Length: > 0 } resend)
        {
            added.Add("resend");
            messaging.AddResend(o =>
            {
                (o.ApiKey, o.WebhookSecret) = (resend, settings["RESEND_WEBHOOK_SECRET"] ?? "");
                o.From = settings["MESSAGING_FROM"] ?? "Haff Sailing School <onboarding@resend.dev>";
                o.BaseUrl = new Uri(settings["RESEND_BASE_URL"] ?? "https://api.resend.com");
            });
        }

        if (settings["TWILIO_ACCOUNT_SID"] is { Length: > 0 } account)
        {
            added.Add("twilio");
            messaging.AddTwilio(o =>
            {
                (o.AccountSid, o.AuthToken) = (account, settings["TWILIO_AUTH_TOKEN"] ?? "");
                (o.SmsFrom, o.WebhookUrl) = (settings["TWILIO_SMS_FROM"], new Uri($"{publicUrl}/webhooks/twilio"));
                o.BaseUrl = new Uri(settings["TWILIO_BASE_URL"] ?? "https://api.twilio.com");
            });
        }

        return added;
    }
}
