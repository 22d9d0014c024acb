using System.Net;
using System.Text.RegularExpressions;
using Messaging.Templates.Rendering;

namespace Messaging.Authoring.Reviewing;

/// <summary>Looks where the links of a template lead: over https, to a mailbox or to a telephone, and nowhere else.</summary>
internal static partial class LinkReview
{
    private const string Code = "link-scheme";

    public static IEnumerable<TemplateFinding> Of(PartReview part)
    {
        var text = part.Own.Source.Text;
        if (part.Part.IsHtml)
        {
            return Href().Matches(text).Select(m => m.Groups["link"]).Where(l => Problem(l.Value) is not null)
                .Select(l => part.Find(FindingLevel.Error, Code, Problem(l.Value)!, offset: l.Index));
        }

        var isAddress = part.Part.Name is ContentParts.Image or ContentParts.Link || part.Part.Name.EndsWith(" link", StringComparison.Ordinal);
        return isAddress
            ? Problem(text) is { } problem ? [part.Find(FindingLevel.Error, Code, problem, offset: 0)] : []
            : Schemes().Matches(text).Where(m => !m.Groups["scheme"].Value.Equals("https", StringComparison.OrdinalIgnoreCase))
                .Select(m => part.Find(FindingLevel.Error, Code, $"A link begins with {m.Groups["scheme"].Value}: here. Links begin with https:, mailto: or tel:.", offset: m.Index));
    }

    private static string? Problem(string written)
    {
        // As a browser reads it: entities decoded, and no control characters or blanks.
        var link = string.Concat(WebUtility.HtmlDecode(written).Where(c => !char.IsControl(c) && !char.IsWhiteSpace(c)));
        if (link.StartsWith("{{", StringComparison.Ordinal) || link.StartsWith('#'))
        {
            return null;
        }

        var scheme = Scheme().Match(link);
        return scheme.Success
            ? scheme.Groups["scheme"].Value.ToLowerInvariant() is "https" or "mailto" or "tel" ? null : $"This link begins with {scheme.Groups["scheme"].Value}:. Links begin with https:, mailto: or tel:."
            : "This link has no beginning such as https: and leads nowhere outside of a web site. Write the whole address.";
    }

    [GeneratedRegex("""\bhref\s*=\s*(?:"(?<link>[^"]*)"|'(?<link>[^']*)'|(?<link>[^\s"'>]+))""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Href();

    [GeneratedRegex(@"^(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"\b(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Schemes();
}
