using System.Globalization;

namespace Messaging.Templates.Rendering;

/// <summary>The parts that a content has.</summary>
internal static class ContentParts
{
    public const string Subject = "subject";
    public const string Text = "text";
    public const string Html = "html";
    public const string Image = "image";
    public const string Link = "link";

    /// <summary>The parts of a content that are there, in the order they are rendered in.</summary>
    public static IEnumerable<ContentPart> Of(TemplateContent content)
    {
        var named = new (string Name, string? Source)[]
        {
            (Subject, content.Subject), (Text, content.Text), (Html, content.Html), (Image, content.Image), (Link, content.Link),
        };
        var actions = content.Actions.SelectMany((a, i) => new (string Name, string? Source)[] { (ActionTitle(i), a.Title), (ActionLink(i), a.Link) });
        var parameters = (content.Approved?.Parameters ?? []).Select((p, i) => (Name: Parameter(i), Source: (string?)p));
        return named.Concat(actions).Concat(parameters).Where(p => p.Source is not null).Select(p => new ContentPart(p.Name, p.Source!));
    }

    public static string ActionTitle(int index) => Numbered("action", index, " title");

    public static string ActionLink(int index) => Numbered("action", index, " link");

    public static string Parameter(int index) => Numbered("parameter", index, "");

    private static string Numbered(string what, int index, string member) => string.Create(CultureInfo.InvariantCulture, $"{what} {index + 1}{member}");
}
