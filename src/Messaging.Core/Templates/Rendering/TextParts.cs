using System.Text;
using Messaging.Templates.Syntax;

namespace Messaging.Templates.Rendering;

/// <summary>Gathers the texts that a rendered part is made of: the content's own, the layout around it, and the partials they show.</summary>
internal sealed class TextParts
{
    /// <summary>The name by which a layout shows what it surrounds.</summary>
    public const string Body = "body";

    private readonly Dictionary<string, string> _sources;
    private readonly List<TextPart> _parts = [];

    private TextParts(bool isHtml, IReadOnlyList<TemplateInclude> includes)
    {
        _sources = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var include in includes)
        {
            if ((isHtml ? include.Html : include.Text) is { } source)
            {
                _sources.TryAdd(include.Code, source);
            }
        }
    }

    /// <summary>The texts, the outermost first, and the content's own.</summary>
    /// <param name="text">The content's own text.</param>
    /// <param name="isHtml">Whether it is HTML, so that the HTML of layouts and partials belongs to it.</param>
    /// <param name="layout">The code of the layout, or null.</param>
    /// <param name="includes">The layout and the partials.</param>
    public static (IReadOnlyList<TextPart> Parts, TextPart Own) Gather(string text, bool isHtml, string? layout, IReadOnlyList<TemplateInclude> includes)
    {
        var gathered = new TextParts(isHtml, includes);
        var own = new TextPart(null, Parse(text, gathered._sources.Keys));
        if (layout is not null && gathered._sources.TryGetValue(layout, out var surrounding))
        {
            gathered._parts.Add(new TextPart(layout, Parse(surrounding, [.. gathered._sources.Keys, Body])));
        }

        gathered._parts.Add(own);
        for (var i = 0; i < gathered._parts.Count; i++)
        {
            gathered.AddShown(gathered._parts[i]);
        }

        return (gathered._parts, own);
    }

    private static ParsedTemplate Parse(string text, IReadOnlyCollection<string> known)
    {
        var problem = Encoding.UTF8.GetByteCount(text) > RenderLimits.SourceBytes
            ? $"This text is larger than {RenderLimits.SourceBytes / 1024} KiB. Make it shorter."
            : null;
        var source = problem is null ? SourceText.TryCreate(text) : null;
        return source is not null
            ? TemplateParser.Parse(source, known)
            : new ParsedTemplate(SourceText.Empty, [], [], [new SyntaxProblem(0, problem ?? "This text holds half of a character. Save it as UTF-8 and paste the damaged part again.")]);
    }

    private void AddShown(TextPart part)
    {
        foreach (var shown in part.Parsed.Includes)
        {
            var isKnown = _parts.Exists(p => string.Equals(p.Include, shown.Name, StringComparison.OrdinalIgnoreCase));
            if (!isKnown && _sources.TryGetValue(shown.Name, out var source))
            {
                _parts.Add(new TextPart(shown.Name, Parse(source, _sources.Keys)));
            }
        }
    }
}
