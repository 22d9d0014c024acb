using System.Text.RegularExpressions;

namespace Messaging.Links;

/// <summary>Replaces the links of a plain text.</summary>
internal static partial class TextLinks
{
    /// <summary>Replaces each link for which there is something to put in its place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="replacement">What to put in the place of an address, or null to leave it.</param>
    public static string Replace(string text, Func<string, string?> replacement) => Link().Replace(text, match =>
    {
        var url = WithoutPunctuation(match.Value);
        return replacement(url) is { } instead ? instead + match.Value[url.Length..] : match.Value;
    });

    // What ends a sentence or closes a bracket that the link did not open is not part of it.
    private static string WithoutPunctuation(string url)
    {
        while (url.Length > 0 && (url[^1] is '.' or ',' or ';' or ':' or '!' or '?' or '\'' or '"' or '»' or '…' or '。' or '*' or '_' || IsUnopened(url)))
        {
            url = url[..^1];
        }

        return url;
    }

    private static bool IsUnopened(string url) => url[^1] switch
    {
        ')' => url.Count(c => c == '(') < url.Count(c => c == ')'),
        ']' => url.Count(c => c == '[') < url.Count(c => c == ']'),
        '}' => url.Count(c => c == '{') < url.Count(c => c == '}'),
        _ => false,
    };

    [GeneratedRegex(@"\bhttps?://[^\s<>""]+", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Link();
}
