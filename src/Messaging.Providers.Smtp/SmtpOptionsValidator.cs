using Messaging.Channels;
using Messaging.Providers.Smtp.Client;
using Microsoft.Extensions.Options;

namespace Messaging.Providers.Smtp;

/// <summary>Checks the options when the host starts: each by its annotations, the sender's syntax, and options that contradict each other.</summary>
internal sealed partial class SmtpOptionsValidator : IValidateOptions<SmtpOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SmtpOptions options)
    {
        var single = new Annotations().Validate(name, options).Failures ?? [];
        var together = new[] { Sender(options), Account(options), AccountText(options), PlainText(options) };
        List<string> problems = [.. single, .. together.OfType<string>()];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static string? Sender(SmtpOptions options) =>
        string.IsNullOrEmpty(options.From) || NamedAddress.TryParse(options.From, out _, out var problem)
            ? null
            : $"SmtpOptions.From is not a sender such as 'Name <name@example.org>'. {problem}";

    private static string? Account(SmtpOptions options)
    {
        var hasUser = !string.IsNullOrEmpty(options.UserName);
        var hasPassword = !string.IsNullOrEmpty(options.Password);
        return (hasUser, hasPassword, options.AccessToken is not null) switch
        {
            (_, true, true) => "SmtpOptions.Password and SmtpOptions.AccessToken are both set. Set one of them.",
            (true, false, false) =>
                "SmtpOptions.UserName is set, but neither SmtpOptions.Password nor SmtpOptions.AccessToken. "
                + "Set one of them, or no user name to send without signing in.",
            (false, true, _) or (false, _, true) =>
                "SmtpOptions.UserName is empty, but a password or an access token is set. Set SmtpOptions.UserName too.",
            _ => null,
        };
    }

    private static string? AccountText(SmtpOptions options) =>
        options.UserName?.Any(char.IsControl) == true || options.Password?.Contains('\0', StringComparison.Ordinal) == true
            ? "SmtpOptions.UserName or SmtpOptions.Password holds a control character that no sign-in can carry. "
                + "Look for a stray line end in the configuration."
            : null;

    private static string? PlainText(SmtpOptions options) =>
        options.Security != SmtpSecurity.None || options.AllowPlainText || string.IsNullOrEmpty(options.Host) || SmtpSettings.IsLoopback(options.Host)
            ? null
            : $"SmtpOptions.Security is None and SmtpOptions.Host is '{options.Host}', another machine: mail would travel in plain text. "
                + "Set Security to StartTls or Implicit, or AllowPlainText = true to accept that.";

    [OptionsValidator]
    private sealed partial class Annotations : IValidateOptions<SmtpOptions>;
}
