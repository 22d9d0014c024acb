using System.Globalization;
using Messaging.Channels;
using Microsoft.Extensions.Options;

namespace Messaging.Inbound;

/// <summary>Checks the options when the host starts.</summary>
internal sealed partial class InboundOptionsValidator : IValidateOptions<InboundOptions>
{
    private const int MaxText = 1_000;

    public ValidateOptionsResult Validate(string? name, InboundOptions options)
    {
        List<string> problems = [.. new Annotations().Validate(name, options).Failures ?? []];
        Check(options.OptOutTexts, nameof(options.OptOutTexts), problems);
        Check(options.HelpTexts, nameof(options.HelpTexts), problems);
        Check(options.OptInTexts, nameof(options.OptInTexts), problems);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void Check(IDictionary<string, string>? texts, string option, List<string> problems)
    {
        foreach (var (locale, text) in texts ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            if (locale.Length is 0 or > 35 || !locale.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            {
                problems.Add($"InboundOptions.{option} has the language '{locale}', which is none. Use BCP 47 tags such as de or de-AT.");
            }

            if (string.IsNullOrWhiteSpace(text) || text.Length > MaxText || !StorableText.IsStorable(text))
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"InboundOptions.{option} needs a text of 1 to {MaxText} characters for the language '{locale}'. To answer nothing, leave the list empty."));
            }
        }
    }

    [OptionsValidator]
    private sealed partial class Annotations : IValidateOptions<InboundOptions>;
}
