using System.Globalization;
using System.Text.RegularExpressions;
using HandlebarsDotNet;
using Messaging.Templates.Syntax;

namespace Messaging.Templates.Rendering;

/// <summary>A template text, parsed and, when it is well formed, compiled with the layout around it and the partials it shows. Immutable and thread-safe.</summary>
internal sealed class CompiledTemplate
{
    private readonly HandlebarsTemplate<TextWriter, object, object>? _body;

    private CompiledTemplate(ParsedTemplate parsed, bool isHtml, IReadOnlyList<TemplateSite> sites, HandlebarsTemplate<TextWriter, object, object>? body)
    {
        Parsed = parsed;
        IsHtml = isHtml;
        Sites = sites;
        _body = body;
    }

    /// <summary>The text itself, with the problems of all.</summary>
    public ParsedTemplate Parsed { get; }

    public bool IsHtml { get; }

    /// <summary>The places that helpers are called from, by number.</summary>
    public IReadOnlyList<TemplateSite> Sites { get; }

    /// <summary>Parses and compiles a text.</summary>
    /// <param name="text">The template text.</param>
    /// <param name="isHtml">Whether shown values are escaped for HTML.</param>
    /// <param name="layout">The code of the layout around it, or null.</param>
    /// <param name="includes">The layout and the partials.</param>
    public static CompiledTemplate Create(string text, bool isHtml, string? layout = null, IReadOnlyList<TemplateInclude>? includes = null)
    {
        var (parts, own) = TextParts.Gather(text, isHtml, layout, includes ?? []);
        var problems = Problems(parts, own);
        if (problems.Count > 0)
        {
            return new CompiledTemplate(own.Parsed with { Problems = problems }, isHtml, [], null);
        }

        var (sources, sites) = HandlebarsSource.Write(parts);
        try
        {
            return new CompiledTemplate(own.Parsed, isHtml, sites, Compile(sources, isHtml));
        }
        catch (Exception e) when (e is HandlebarsException or RegexMatchTimeoutException)
        {
            // The parser lets through only what the engine compiles; should it ever err, the template is at fault to its author all the same.
            var problem = new SyntaxProblem(0, $"This text cannot be compiled ({e.GetType().Name}). Simplify it, beginning with what was changed last.");
            return new CompiledTemplate(own.Parsed with { Problems = [problem] }, isHtml, [], null);
        }
    }

    /// <summary>Renders the text; it must be without problems.</summary>
    public void Render(TextWriter writer, RootNode root) => _body!(writer, root, null!);

    private static List<SyntaxProblem> Problems(IReadOnlyList<TextPart> parts, TextPart own)
    {
        var problems = own.Parsed.Problems.ToList();
        foreach (var part in parts.Where(p => p != own))
        {
            problems.AddRange(part.Parsed.Problems.Select(p =>
            {
                var (line, column) = part.Parsed.Source.PositionOf(p.Offset);
                return new SyntaxProblem(0, string.Create(CultureInfo.InvariantCulture, $"In '{part.Include}', line {line}, column {column}: {p.Message}"));
            }));
        }

        if (problems.Count == 0 && parts.Sum(p => p.Parsed.Tags.Count) > TemplateParser.MaxTags)
        {
            problems.Add(new SyntaxProblem(0, $"This text has more than {TemplateParser.MaxTags:N0} tags together with its layout and partials. Split it up."));
        }

        return problems;
    }

    // Every text has an engine of its own, because an engine remembers each name it ever compiled.
    private static HandlebarsTemplate<TextWriter, object, object> Compile(IReadOnlyList<(string Name, string Text)> sources, bool isHtml)
    {
        var configuration = new HandlebarsConfiguration
        {
            TextEncoder = isHtml ? HtmlEscaper.Instance : null,
            FormatProvider = CultureInfo.InvariantCulture,
            PartialRecursionDepthLimit = RenderLimits.PartialDepth,
        };
        configuration.ObjectDescriptorProviders.Add(new NodeDescriptor());
        HelperRegistration.AddTo(configuration);
        var engine = Handlebars.Create(configuration);
        foreach (var (name, text) in sources.Skip(1))
        {
            engine.RegisterTemplate(name, text);
        }

        using var reader = new StringReader(sources[0].Text);
        return engine.Compile(reader);
    }
}
