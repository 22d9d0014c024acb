using Microsoft.Extensions.Options;

namespace Messaging.Providers.Twilio;

/// <summary>Checks an account when the host starts: each option by its annotations, then those that belong together.</summary>
internal sealed partial class TwilioOptionsValidator : IValidateOptions<TwilioOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TwilioOptions options)
    {
        var single = new Annotations().Validate(name, options).Failures ?? [];
        var together = new[] { Credentials(options), Rotation(options), Sender(options), Validity(options), Webhook(options), Base(options), Content(options) };
        List<string> problems = [.. single, .. together.OfType<string>()];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static string? Credentials(TwilioOptions options) =>
        (string.IsNullOrEmpty(options.ApiKeySid), Secret.IsNullOrEmpty(options.ApiKeySecret), Secret.IsNullOrEmpty(options.AuthToken)) switch
        {
            (false, true, _) => "TwilioOptions.ApiKeySid is set, but not TwilioOptions.ApiKeySecret. Set both, or neither to sign in with AuthToken.",
            (true, false, _) => "TwilioOptions.ApiKeySecret is set, but not TwilioOptions.ApiKeySid. Set both, or neither to sign in with AuthToken.",
            (true, true, true) => "TwilioOptions.AuthToken is empty, and there is no API key. Set AuthToken, or ApiKeySid and ApiKeySecret, in AddTwilio(o => …).",
            _ => null,
        };

    private static string? Rotation(TwilioOptions options) =>
        !Secret.IsNullOrEmpty(options.PreviousAuthToken) && Secret.IsNullOrEmpty(options.AuthToken)
            ? "TwilioOptions.PreviousAuthToken is set, but not TwilioOptions.AuthToken, the one in use. Set AuthToken too."
            : null;

    private static string? Sender(TwilioOptions options) =>
        new[] { options.MessagingServiceSid, options.SmsFrom, options.WhatsAppFrom, options.MessengerFrom }.All(string.IsNullOrEmpty)
            ? "TwilioOptions names no sender, so that no channel is served. Set MessagingServiceSid or SmsFrom for SMS, WhatsAppFrom or MessengerFrom in AddTwilio(o => …)."
            : null;

    private static string? Validity(TwilioOptions options) =>
        options.ValidityPeriod is { } period && (period < TimeSpan.FromSeconds(1) || period > TimeSpan.FromHours(10) || period.Ticks % TimeSpan.TicksPerSecond != 0)
            ? "TwilioOptions.ValidityPeriod must be from 1 second to 10 hours, in whole seconds, or null."
            : null;

    private static string? Webhook(TwilioOptions options) => options.WebhookUrl switch
    {
        null => null,
        { } url when Address(url) is { } problem =>
            $"TwilioOptions.WebhookUrl {problem} Set the public address of this application's webhook, such as https://example.org/webhooks/twilio.",
        { } url when url.Host.Contains('_', StringComparison.Ordinal) => "TwilioOptions.WebhookUrl has an underscore in its host's name, which Twilio refuses. Use another name for the host.",
        _ when Secret.IsNullOrEmpty(options.AuthToken) =>
            "TwilioOptions.WebhookUrl is set, but not TwilioOptions.AuthToken, with which Twilio signs its calls even where an API key signs in. Set AuthToken too.",
        _ => null,
    };

    private static string? Base(TwilioOptions options) =>
        options.BaseUrl is null ? "TwilioOptions.BaseUrl is null. Leave it at https://api.twilio.com."
        : (Address(options.BaseUrl) ?? (options.BaseUrl.Query.Length > 0 ? "has a query." : null)) is { } problem ? $"TwilioOptions.BaseUrl {problem} Leave it at https://api.twilio.com."
        : null;

    private static string? Address(Uri url) =>
        !url.IsAbsoluteUri ? "is not an absolute address."
        : url.Scheme != Uri.UriSchemeHttps && !(url.Scheme == Uri.UriSchemeHttp && url.IsLoopback) ? "is not HTTPS, and not on this machine."
        : url.UserInfo.Length > 0 ? "holds a user name or password."
        : url.OriginalString.Contains('#', StringComparison.Ordinal) ? "has a fragment."
        : null;

    private static string? Content(TwilioOptions options)
    {
        foreach (var (name, languages) in options.ContentSids ?? new Dictionary<string, IDictionary<string, string>>(StringComparer.Ordinal))
        {
            foreach (var (language, sid) in languages ?? new Dictionary<string, string>(StringComparer.Ordinal))
            {
                if (!TwilioContent.IsSid(sid))
                {
                    return $"TwilioOptions.ContentSids[\"{name}\"][\"{language}\"] must be 'HX' and 32 hexadecimal digits, as Twilio's content editor shows it.";
                }
            }
        }

        return null;
    }

    [OptionsValidator]
    private sealed partial class Annotations : IValidateOptions<TwilioOptions>;
}
