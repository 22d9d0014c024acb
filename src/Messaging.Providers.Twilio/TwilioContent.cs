using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Messaging.Channels;
using Messaging.Templates;

namespace Messaging.Providers.Twilio;

/// <summary>Writes what a message says as parameters of Twilio's, or says why it cannot be sent.</summary>
internal sealed class TwilioContent
{
    private const int MaxBody = 1600;
    private const int SidDigits = 32;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdefABCDEF");

    private readonly Dictionary<string, Dictionary<string, string>> _sids;

    public TwilioContent(TwilioOptions options) => _sids = options.ContentSids.ToDictionary(
        static n => n.Key,
        static n => (n.Value ?? new Dictionary<string, string>(StringComparer.Ordinal)).ToDictionary(static l => Language(l.Key), static l => l.Value, StringComparer.Ordinal),
        StringComparer.Ordinal);

    /// <summary>Whether a text is the SID of a content template.</summary>
    public static bool IsSid(string? text) =>
        text is { Length: SidDigits + 2 } && text.StartsWith("HX", StringComparison.Ordinal) && text.AsSpan(2).IndexOfAnyExcept(Digits) < 0;

    /// <summary>Adds the parameters.</summary>
    /// <returns>Why the message cannot be sent, or null.</returns>
    public SendFailure? Write(RenderedContent content, bool takesTemplates, List<KeyValuePair<string, string>> form) =>
        takesTemplates && content.Approved is { } approved ? WriteApproved(approved, form) : WriteFree(content, form);

    private static SendFailure? WriteFree(RenderedContent content, List<KeyValuePair<string, string>> form)
    {
        var (text, image) = (content.Text ?? "", content.Image);
        if (text.Length == 0 && string.IsNullOrEmpty(image))
        {
            return new SendFailure(FailureKind.Refused, "content", "The message has neither text nor a picture.");
        }

        // Twilio does not say what it counts as one; a character is never less than one.
        if (text.Length > MaxBody && text.EnumerateRunes().Count() > MaxBody)
        {
            return new SendFailure(FailureKind.TooLarge, "21617", string.Create(CultureInfo.InvariantCulture, $"The text has more than {MaxBody} characters."));
        }

        if (text.Length > 0)
        {
            form.Add(new("Body", text));
        }

        if (string.IsNullOrEmpty(image))
        {
            return null;
        }

        if (!Uri.TryCreate(image, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
        {
            return new SendFailure(FailureKind.Refused, "image", "The picture is not at an absolute http or https address, from which Twilio could fetch it.");
        }

        form.Add(new("MediaUrl", url.AbsoluteUri));
        return null;
    }

    private SendFailure? WriteApproved(ApprovedTemplate approved, List<KeyValuePair<string, string>> form)
    {
        var sid = IsSid(approved.Name) ? approved.Name : _sids.GetValueOrDefault(approved.Name)?.GetValueOrDefault(Language(approved.Language));
        if (sid is null)
        {
            var words = $"No Content SID is known for the approved template '{approved.Name}' in '{approved.Language}'. Set TwilioOptions.ContentSids, or name the template by its SID.";
            return new SendFailure(FailureKind.Refused, "content-sid", words);
        }

        form.Add(new("ContentSid", sid));
        if (approved.Parameters.Count > 0)
        {
            var variables = approved.Parameters.Select(static (value, i) => (Key: (i + 1).ToString(CultureInfo.InvariantCulture), value))
                .ToDictionary(static v => v.Key, static v => v.value, StringComparer.Ordinal);
            form.Add(new("ContentVariables", JsonSerializer.Serialize(variables, TwilioJson.Default.DictionaryStringString)));
        }

        return null;
    }

    private static string Language(string language) => language.Replace('-', '_').ToUpperInvariant();
}
