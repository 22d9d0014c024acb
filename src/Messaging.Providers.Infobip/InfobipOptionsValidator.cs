using System.Buffers;
using Microsoft.Extensions.Options;

namespace Messaging.Providers.Infobip;

/// <summary>Checks an account when the host starts: each option by its annotations, then those that belong together.</summary>
internal sealed partial class InfobipOptionsValidator : IValidateOptions<InfobipOptions>
{
    private const int MinSecret = 16;
    private const int MaxToken = 200;

    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, InfobipOptions options)
    {
        var single = new Annotations().Validate(name, options).Failures ?? [];
        var together = new[]
        {
            Key(options), Base(options), Sender(options), Validity(options), Webhook(options), Basic(options), Rotation(options),
            Token(options.WebhookToken, nameof(InfobipOptions.WebhookToken)), Token(options.PreviousWebhookToken, nameof(InfobipOptions.PreviousWebhookToken)),
            Password(options.WebhookPassword, nameof(InfobipOptions.WebhookPassword)), Password(options.PreviousWebhookPassword, nameof(InfobipOptions.PreviousWebhookPassword)),
        };
        List<string> problems = [.. single, .. together.OfType<string>()];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static string? Key(InfobipOptions options) =>
        Secret.IsNullOrEmpty(options.ApiKey) ? "InfobipOptions.ApiKey is empty. Set it in AddInfobip(o => o.ApiKey = …)."
        : options.ApiKey!.Reveal().Any(static c => c is <= ' ' or > '~')
            ? "InfobipOptions.ApiKey holds a space, a line end or another character that no header can carry. Look for a stray one in the configuration."
        : null;

    private static string? Base(InfobipOptions options) =>
        options.BaseUrl is null
            ? "InfobipOptions.BaseUrl is not set. Every account has an address of its own, which Infobip's portal shows: "
                + "set it in AddInfobip(o => o.BaseUrl = new Uri(\"https://xxxxx.api.infobip.com\"))."
        : (Address(options.BaseUrl) ?? (options.BaseUrl.Query.Length > 0 ? "has a query." : null)) is { } problem
            ? $"InfobipOptions.BaseUrl {problem} Set it as Infobip's portal shows it, such as https://xxxxx.api.infobip.com."
        : null;

    private static string? Sender(InfobipOptions options) =>
        string.IsNullOrEmpty(options.SmsSender) && string.IsNullOrEmpty(options.WhatsAppSender)
            ? "InfobipOptions names no sender, so that no channel is served. Set SmsSender or WhatsAppSender in AddInfobip(o => …)."
            : null;

    private static string? Validity(InfobipOptions options) =>
        options.ValidityPeriod is { } period && (period < TimeSpan.FromSeconds(1) || period > TimeSpan.FromHours(48) || period.Ticks % TimeSpan.TicksPerSecond != 0)
            ? "InfobipOptions.ValidityPeriod must be from 1 second to 48 hours, in whole seconds, or null."
            : null;

    private static string? Webhook(InfobipOptions options) => options.WebhookUrl switch
    {
        null => null,
        { } url when Address(url) is { } problem =>
            $"InfobipOptions.WebhookUrl {problem} Set the public address of this application's webhook, such as https://example.org/webhooks/infobip.",
        _ when Secret.IsNullOrEmpty(options.WebhookToken) =>
            "InfobipOptions.WebhookUrl is set, but not InfobipOptions.WebhookToken: a message can carry an address, and no user name. Set WebhookToken; or, for a user name and password, "
            + "set up the address in Infobip's portal and leave WebhookUrl null.",
        _ => null,
    };

    private static string? Basic(InfobipOptions options) => (string.IsNullOrEmpty(options.WebhookUser), Secret.IsNullOrEmpty(options.WebhookPassword)) switch
    {
        (false, true) => "InfobipOptions.WebhookUser is set, but not InfobipOptions.WebhookPassword. Set both, or neither.",
        (true, false) => "InfobipOptions.WebhookPassword is set, but not InfobipOptions.WebhookUser. Set both, or neither.",
        _ => null,
    };

    private static string? Rotation(InfobipOptions options) =>
        !Secret.IsNullOrEmpty(options.PreviousWebhookToken) && Secret.IsNullOrEmpty(options.WebhookToken)
            ? "InfobipOptions.PreviousWebhookToken is set, but not InfobipOptions.WebhookToken, the one in use. Set WebhookToken too."
        : !Secret.IsNullOrEmpty(options.PreviousWebhookPassword) && Secret.IsNullOrEmpty(options.WebhookPassword)
            ? "InfobipOptions.PreviousWebhookPassword is set, but not InfobipOptions.WebhookPassword, the one in use. Set WebhookPassword too."
        : null;

    private static string? Token(Secret? token, string option) =>
        Secret.IsNullOrEmpty(token) || (token!.Reveal() is { Length: >= MinSecret and <= MaxToken } text && !text.AsSpan().ContainsAnyExcept(TokenCharacters))
            ? null
            : $"InfobipOptions.{option} must have 16 to 200 of the characters A-Z, a-z, 0-9, '_' and '-', since it stands in an address. Make it of random bytes.";

    private static string? Password(Secret? password, string option) =>
        Secret.IsNullOrEmpty(password) || password!.Reveal() is { Length: >= MinSecret }
            ? null
            : $"InfobipOptions.{option} must have at least 16 characters, since anybody may try the webhook. Make it of random bytes.";

    private static string? Address(Uri url) =>
        !url.IsAbsoluteUri ? "is not an absolute address."
        : url.Scheme != Uri.UriSchemeHttps && !(url.Scheme == Uri.UriSchemeHttp && url.IsLoopback) ? "is not HTTPS, and not on this machine."
        : url.UserInfo.Length > 0 ? "holds a user name or password."
        : url.OriginalString.Contains('#', StringComparison.Ordinal) ? "has a fragment."
        : null;

    [OptionsValidator]
    private sealed partial class Annotations : IValidateOptions<InfobipOptions>;
}
