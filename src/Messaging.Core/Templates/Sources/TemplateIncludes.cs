using Messaging.Templates.Rendering;
using Messaging.Templates.Syntax;

namespace Messaging.Templates.Sources;

/// <summary>Finds the layout and the partials that a content shows, and packs their sources into it.</summary>
internal static class TemplateIncludes
{
    /// <summary>The most layouts and partials of one content. More of them are left out, and reported as unknown.</summary>
    public const int MaxCount = 50;

    /// <summary>A content with its layout and partials.</summary>
    /// <param name="content">The content.</param>
    /// <param name="layout">The code of the layout, or null.</param>
    /// <param name="find">Finds a layout or partial by its code, or null.</param>
    /// <returns>The content. What was not found is missing in it, and is a problem when it is checked.</returns>
    public static TemplateContent Resolve(TemplateContent content, string? layout, Func<string, TemplateVersion?> find)
    {
        var found = new List<TemplateInclude>();
        var surrounding = layout is null ? null : Take(layout, TemplateKind.Layout, content, find);
        if (surrounding is not null)
        {
            found.Add(surrounding);
        }

        var open = new Queue<string>(ContentParts.Of(content).SelectMany(p => Shown(p.Source)).Concat(ShownBy(surrounding)));
        while (open.TryDequeue(out var code) && found.Count < MaxCount)
        {
            if (found.Exists(i => IsSame(i.Code, code)) || Take(code, TemplateKind.Partial, content, find) is not { } partial)
            {
                continue;
            }

            found.Add(partial);
            foreach (var next in ShownBy(partial))
            {
                open.Enqueue(next);
            }
        }

        return content with { Layout = surrounding?.Code, Includes = found };
    }

    /// <summary>A content as it is checked by itself: in a layout, what it surrounds is there.</summary>
    public static TemplateContent AsChecked(TemplateContent content, TemplateKind kind) => kind == TemplateKind.Layout
        ? content with { Includes = [.. content.Includes, new TemplateInclude(TextParts.Body, "", "", "")] }
        : content;

    /// <summary>The codes of the partials that a text shows and does not define itself.</summary>
    public static IEnumerable<string> Shown(string source) =>
        source.Contains("{{", StringComparison.Ordinal) && SourceText.TryCreate(source) is { } text ? TemplateParser.Parse(text).Includes.Select(i => i.Name).Distinct(StringComparer.OrdinalIgnoreCase) : [];

    private static IEnumerable<string> ShownBy(TemplateInclude? include) =>
        include is null ? [] : Shown(include.Text ?? "").Concat(Shown(include.Html ?? "")).Where(s => !IsSame(s, TextParts.Body));

    private static TemplateInclude? Take(string code, TemplateKind kind, TemplateContent around, Func<string, TemplateVersion?> find) =>
        find(code) is { } version && version.Kind == kind && version.Find(around.Channel, around.Locale) is { } content
            ? new TemplateInclude(code, version.Version, content.Text, content.Html)
            : null;

    private static bool IsSame(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
