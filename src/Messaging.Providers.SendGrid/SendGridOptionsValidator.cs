using System.Globalization;
using Messaging.Channels;
using Microsoft.Extensions.Options;

namespace Messaging.Providers.SendGrid;

/// <summary>Checks the options when the host starts: each by its annotations, then those that need more than one look.</summary>
internal sealed partial class SendGridOptionsValidator : IValidateOptions<SendGridOptions>
{
    private const int MaxCategories = 10;
    private const int MaxCategory = 255;
    private const int MinToken = 24;
    private const int MaxToken = 200;
    private static readonly TimeSpan LongestTolerance = TimeSpan.FromDays(7);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SendGridOptions options)
    {
        var single = new Annotations().Validate(name, options).Failures ?? [];
        var further = new[]
        {
            ApiKey(options), Sender(options), Address(options), Categories(options), Tolerance(options),
            Key(options.WebhookKey, nameof(options.WebhookKey)), Key(options.PreviousWebhookKey, nameof(options.PreviousWebhookKey)), Key(options.InboundKey, nameof(options.InboundKey)),
            Token(options.InboundToken, nameof(options.InboundToken)), Token(options.PreviousInboundToken, nameof(options.PreviousInboundToken)),
            Order(options.WebhookKey, options.PreviousWebhookKey, "WebhookKey"), Order(options.InboundToken, options.PreviousInboundToken, "InboundToken"),
        };
        List<string> problems = [.. single, .. further.OfType<string>()];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static string? ApiKey(SendGridOptions options)
    {
        if (Secret.IsNullOrEmpty(options.ApiKey))
        {
            return "SendGridOptions.ApiKey is empty. Set it in AddSendGrid(o => o.ApiKey = configuration[\"SendGrid:ApiKey\"]).";
        }

        return options.ApiKey!.Reveal().All(static c => c is > ' ' and <= '~')
            ? null
            : "SendGridOptions.ApiKey holds a space, a line end or a character beyond ASCII. Look for what came along when it was copied.";
    }

    private static string? Sender(SendGridOptions options)
    {
        if (string.IsNullOrEmpty(options.From))
        {
            return null;
        }

        if (!NamedAddress.TryParse(options.From, out var from, out var problem))
        {
            return $"SendGridOptions.From is not a sender such as 'Name <name@example.org>'. {problem}";
        }

        return from.Address.IsInternational ? "SendGridOptions.From has a mailbox name beyond ASCII, which SendGrid does not take. Use another address." : null;
    }

    private static string? Address(SendGridOptions options) => options.BaseUrl switch
    {
        null => null,
        { IsAbsoluteUri: false } => "SendGridOptions.BaseUrl is not a whole URL. Set it to https://api.sendgrid.com or https://api.eu.sendgrid.com.",
        { Query.Length: > 0 } or { Fragment.Length: > 0 } or { UserInfo.Length: > 0 } => "SendGridOptions.BaseUrl has a query, a fragment or a user name. Set it to scheme and host, such as https://api.sendgrid.com.",
        { Scheme: "https" } or { Scheme: "http", IsLoopback: true } => null,
        _ => $"SendGridOptions.BaseUrl has the scheme '{options.BaseUrl.Scheme}' and is on another machine: the API key would travel in plain text. Use https.",
    };

    private static string? Categories(SendGridOptions options)
    {
        var categories = options.Categories ?? [];
        if (categories.Count > MaxCategories)
        {
            return string.Create(CultureInfo.InvariantCulture, $"SendGridOptions.Categories has {categories.Count} entries. SendGrid takes at most {MaxCategories}.");
        }

        if (categories.Any(static c => string.IsNullOrWhiteSpace(c) || c.Length > MaxCategory))
        {
            return $"SendGridOptions.Categories holds an entry that is empty or longer than {MaxCategory} characters.";
        }

        return categories.Distinct(StringComparer.Ordinal).Count() < categories.Count ? "SendGridOptions.Categories holds an entry twice. SendGrid refuses that: name each once." : null;
    }

    private static string? Tolerance(SendGridOptions options) => options.SignatureTolerance > TimeSpan.Zero && options.SignatureTolerance <= LongestTolerance
        ? null
        : $"SendGridOptions.SignatureTolerance is {options.SignatureTolerance:c}. Set it to more than zero and at most 7 days; 5 minutes is the default.";

    private static string? Key(Secret? key, string option) => Secret.IsNullOrEmpty(key) || SendGridSignature.TryReadKey(key, out _)
        ? null
        : $"SendGridOptions.{option} is not a public key (ECDSA P-256, base64 as SendGrid shows it). Copy it whole, with the equals signs at its end.";

    private static string? Token(Secret? token, string option)
    {
        if (Secret.IsNullOrEmpty(token))
        {
            return null;
        }

        var text = token!.Reveal();
        return text.Length is >= MinToken and <= MaxToken && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~')
            ? null
            : $"SendGridOptions.{option} must have {MinToken} to {MaxToken} letters, digits, '-', '.', '_' and '~', since it stands in a URL. Make one with RandomNumberGenerator.GetHexString(48).";
    }

    private static string? Order(Secret? current, Secret? previous, string option) => Secret.IsNullOrEmpty(current) && !Secret.IsNullOrEmpty(previous)
        ? $"SendGridOptions.Previous{option} is set, but SendGridOptions.{option} is empty. Set {option} to the key in use."
        : null;

    [OptionsValidator]
    private sealed partial class Annotations : IValidateOptions<SendGridOptions>;
}
