using System.Globalization;
using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Checks the options when the host starts.</summary>
internal sealed partial class LinkPageOptionsValidator : IValidateOptions<LinkPageOptions>
{
    public ValidateOptionsResult Validate(string? name, LinkPageOptions options)
    {
        List<string> problems = [.. new Annotations().Validate(name, options).Failures ?? []];
        if ((options.Topics ?? []).Any(t => t is null || string.IsNullOrWhiteSpace(t.Name) || t.Name.Length > 100))
        {
            problems.Add("Each of LinkPageOptions.Topics needs a Name of at most 100 characters: the Type of the messages about it.");
        }

        if ((options.Channels ?? []).Any(c => c.IsEmpty))
        {
            problems.Add("LinkPageOptions.Channels holds a channel without a name. Use values such as MessageChannel.Email.");
        }

        if ((options.Locales ?? []).Any(l => !IsLocale(l)))
        {
            problems.Add("LinkPageOptions.Locales holds a language that is none. Use BCP 47 tags such as de or de-AT.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static bool IsLocale(string? tag)
    {
        try
        {
            return !string.IsNullOrEmpty(tag) && CultureInfo.GetCultureInfo(tag).Name.Length > 0;
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }

    [OptionsValidator]
    private sealed partial class Annotations : IValidateOptions<LinkPageOptions>;
}
