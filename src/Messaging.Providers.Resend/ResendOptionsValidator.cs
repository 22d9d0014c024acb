using Messaging.Channels;
using Microsoft.Extensions.Options;

namespace Messaging.Providers.Resend;

/// <summary>Checks the options when the host starts: each by its annotations, then those that need more than one look.</summary>
internal sealed partial class ResendOptionsValidator : IValidateOptions<ResendOptions>
{
    private static readonly TimeSpan LongestTolerance = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ResendOptions options)
    {
        var single = new Annotations().Validate(name, options).Failures ?? [];
        var further = new[]
        {
            ApiKey(options), Sender(options), Address(options), Tolerance(options), Order(options),
            WebhookSecret(options.WebhookSecret, nameof(options.WebhookSecret)), WebhookSecret(options.PreviousWebhookSecret, nameof(options.PreviousWebhookSecret)),
        };
        List<string> problems = [.. single, .. further.OfType<string>()];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static string? ApiKey(ResendOptions options)
    {
        if (Secret.IsNullOrEmpty(options.ApiKey))
        {
            return "ResendOptions.ApiKey is empty. Set it in AddResend(o => o.ApiKey = configuration[\"Resend:ApiKey\"]).";
        }

        return options.ApiKey!.Reveal().All(static c => c is > ' ' and <= '~')
            ? null
            : "ResendOptions.ApiKey holds a space, a line end or a character beyond ASCII. Look for what came along when it was copied.";
    }

    private static string? Sender(ResendOptions options)
    {
        if (string.IsNullOrEmpty(options.From))
        {
            return null;
        }

        if (!NamedAddress.TryParse(options.From, out var from, out var problem))
        {
            return $"ResendOptions.From is not a sender such as 'Name <name@example.org>'. {problem}";
        }

        return from.Address.IsInternational ? "ResendOptions.From has a mailbox name beyond ASCII, which Resend does not take. Use another address." : null;
    }

    private static string? Address(ResendOptions options) => options.BaseUrl switch
    {
        null => null,
        { IsAbsoluteUri: false } => "ResendOptions.BaseUrl is not a whole URL. Set it to https://api.resend.com.",
        { Query.Length: > 0 } or { Fragment.Length: > 0 } or { UserInfo.Length: > 0 } => "ResendOptions.BaseUrl has a query, a fragment or a user name. Set it to scheme and host, such as https://api.resend.com.",
        { Scheme: "https" } or { Scheme: "http", IsLoopback: true } => null,
        _ => $"ResendOptions.BaseUrl has the scheme '{options.BaseUrl.Scheme}' and is on another machine: the API key would travel in plain text. Use https.",
    };

    private static string? Tolerance(ResendOptions options) => options.SignatureTolerance > TimeSpan.Zero && options.SignatureTolerance <= LongestTolerance
        ? null
        : $"ResendOptions.SignatureTolerance is {options.SignatureTolerance:c}. Set it to more than zero and at most 1 day; 5 minutes is the default.";

    private static string? WebhookSecret(Secret? secret, string option) => Secret.IsNullOrEmpty(secret) || SvixSignature.TryReadSecret(secret, out _)
        ? null
        : $"ResendOptions.{option} is not a signing secret such as whsec_MfKQ…: base64 of at least 16 bytes. Copy it whole from the webhook's page at Resend.";

    private static string? Order(ResendOptions options) => Secret.IsNullOrEmpty(options.WebhookSecret) && !Secret.IsNullOrEmpty(options.PreviousWebhookSecret)
        ? "ResendOptions.PreviousWebhookSecret is set, but ResendOptions.WebhookSecret is empty. Set WebhookSecret to the secret in use."
        : null;

    [OptionsValidator]
    private sealed partial class Annotations : IValidateOptions<ResendOptions>;
}
