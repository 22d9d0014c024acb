using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using HandlebarsDotNet;
using Messaging.Templates.Syntax;

namespace Messaging.Templates.Rendering;

/// <summary>A template text, parsed and, when it is well formed, compiled. Immutable and thread-safe.</summary>
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

    public ParsedTemplate Parsed { get; }

    public bool IsHtml { get; }

    /// <summary>The places that helpers are called from, by number.</summary>
    public IReadOnlyList<TemplateSite> Sites { get; }

    /// <summary>Parses and compiles a text.</summary>
    /// <param name="text">The template text.</param>
    /// <param name="isHtml">Whether shown values are escaped for HTML.</param>
    public static CompiledTemplate Create(string text, bool isHtml)
    {
        var parsed = Parse(text);
        if (parsed.Problems.Count > 0)
        {
            return new CompiledTemplate(parsed, isHtml, [], null);
        }

        var (source, sites) = HandlebarsSource.Write(parsed);
        try
        {
            return new CompiledTemplate(parsed, isHtml, sites, Compile(source, isHtml));
        }
        catch (Exception e) when (e is HandlebarsException or RegexMatchTimeoutException)
        {
            // The parser lets through only what the engine compiles; should it ever err, the template is at fault to its author all the same.
            var problem = new SyntaxProblem(0, $"This text cannot be compiled ({e.GetType().Name}). Simplify it, beginning with what was changed last.");
            return new CompiledTemplate(parsed with { Problems = [problem] }, isHtml, [], null);
        }
    }

    /// <summary>Renders the text; it must be without problems.</summary>
    public void Render(TextWriter writer, RootNode root) => _body!(writer, root, null!);

    private static ParsedTemplate Parse(string text)
    {
        var problem = Encoding.UTF8.GetByteCount(text) > RenderLimits.SourceBytes
            ? $"This text is larger than {RenderLimits.SourceBytes / 1024} KiB. Make it shorter."
            : null;
        var source = problem is null ? SourceText.TryCreate(text) : null;
        return source is not null
            ? TemplateParser.Parse(source)
            : new ParsedTemplate(SourceText.Empty, [], [], [new SyntaxProblem(0, problem ?? "This text holds half of a character. Save it as UTF-8 and paste the damaged part again.")]);
    }

    // Every text has an engine of its own, because an engine remembers each name it ever compiled.
    private static HandlebarsTemplate<TextWriter, object, object> Compile(string source, bool isHtml)
    {
        var configuration = new HandlebarsConfiguration
        {
            TextEncoder = isHtml ? HtmlEscaper.Instance : null,
            FormatProvider = CultureInfo.InvariantCulture,
            PartialRecursionDepthLimit = RenderLimits.PartialDepth,
        };
        configuration.ObjectDescriptorProviders.Add(new NodeDescriptor());
        HelperRegistration.AddTo(configuration);
        using var reader = new StringReader(source);
        return Handlebars.Create(configuration).Compile(reader);
    }
}
