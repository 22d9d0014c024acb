using Messaging.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Messaging.Links;

/// <summary>Checks the options when the host starts: annotations, addresses, keys.</summary>
internal sealed partial class MessageLinkOptionsValidator(IHostEnvironment? environment = null) : IValidateOptions<MessageLinkOptions>
{
    public ValidateOptionsResult Validate(string? name, MessageLinkOptions options)
    {
        List<string> problems =
        [
            .. new Annotations().Validate(name, options).Failures ?? [],
            .. Address(nameof(MessageLinkOptions.BaseUrl), options.BaseUrl),
            .. (options.Pages ?? []).SelectMany(p => Address($"{nameof(MessageLinkOptions.Pages)}[\"{p.Key}\"]", p.Value)),
            .. (options.Pages ?? []).Keys.Where(p => !new LinkPurpose(p).IsValid).Select(_ => "MessageLinkOptions.Pages names a purpose that is none: 1 to 32 lower-case letters, digits and hyphens."),
            .. Keys(options.Keys ?? []),
        ];
        if (!string.IsNullOrEmpty(options.UnsubscribeMailbox) && !EmailAddress.TryParse(options.UnsubscribeMailbox, out _, out var problem))
        {
            problems.Add($"MessageLinkOptions.UnsubscribeMailbox is not an e-mail address. {problem}");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> Address(string option, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            yield break;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.IsFile || !System.Text.Ascii.IsValid(text) || url.Query.Length > 0 || url.Fragment.Length > 0 || url.UserInfo.Length > 0)
        {
            yield return $"MessageLinkOptions.{option} must be an absolute address in ASCII without query and fragment, such as https://example.org/m.";
        }
        else if (url.Scheme != Uri.UriSchemeHttps && !(url.Scheme == Uri.UriSchemeHttp && url.IsLoopback && environment?.IsDevelopment() == true))
        {
            yield return $"MessageLinkOptions.{option} must begin with https://. Plain http is for localhost in Development only.";
        }
    }

    private static IEnumerable<string> Keys(IList<LinkKeyOptions> keys)
    {
        if (keys.Any(k => k is null || k.Id is < 1 or > byte.MaxValue))
        {
            yield return "Each of MessageLinkOptions.Keys needs an Id from 1 to 255.";
        }

        if (keys.Any(k => !IsSecret(k?.Secret)))
        {
            yield return $"Each of MessageLinkOptions.Keys needs a Secret of at least {LinkKey.MinSecretLength} random bytes in Base64. Make one with: openssl rand -base64 32";
        }

        foreach (var twice in keys.Where(k => k is not null).GroupBy(k => k.Id).Where(g => g.Count() > 1))
        {
            yield return $"MessageLinkOptions.Keys has {twice.Count()} keys with the Id {twice.Key}. Give each its own.";
        }
    }

    private static bool IsSecret(string? text)
    {
        Span<byte> bytes = stackalloc byte[1024];
        return text is not null && Convert.TryFromBase64String(text, bytes, out var length) && length >= LinkKey.MinSecretLength;
    }

    [OptionsValidator]
    private sealed partial class Annotations : IValidateOptions<MessageLinkOptions>;
}
