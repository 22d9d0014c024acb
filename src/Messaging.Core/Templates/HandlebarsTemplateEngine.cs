using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using HandlebarsDotNet;
using Messaging.Templates.Rendering;
using Messaging.Templates.Syntax;
using Messaging.Templates.PlainText;

namespace Messaging.Templates;

/// <summary>The built-in engine: Handlebars, with missing values as errors, escaping in HTML only, and a budget for every rendering.</summary>
internal sealed class HandlebarsTemplateEngine(TimeProvider time) : ITemplateEngine
{
    private const int ExpectedGrowth = 256;

    private readonly CompiledTemplateCache _cache = new();
    private readonly ConditionalWeakTable<TemplateContent, (ContentPart Part, string ShownName)[]> _parts = [];

    public IReadOnlyList<TemplateProblem> Validate(TemplateContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return [.. ContentParts.Of(content).SelectMany(p => Problems(content, p))];
    }

    public RenderedContent Render(TemplateContent content, TemplateData data, RenderContext context)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        var root = new RootNode(data.Members, new RenderPass(context, time));
        var parts = PartsOf(content);
        var rendered = Array.ConvertAll(parts, p => Render(content, p.Part, p.ShownName, root));
        var (text, html) = (Find(ContentParts.Text), Find(ContentParts.Html));
        if (text is null && html is not null && content.Channel == MessageChannel.Email)
        {
            text = HtmlText.From(html, $"{content.ShownName}.{ContentParts.Html}");
        }

        return new RenderedContent(Line(ContentParts.Subject), text, html)
        {
            Image = Line(ContentParts.Image),
            Link = Line(ContentParts.Link),
            Actions = content.Actions.Count == 0
                ? null
                : [.. content.Actions.Select((a, i) => new ContentAction(a.Id, Line(ContentParts.ActionTitle(i))!, Line(ContentParts.ActionLink(i))))],
            Approved = content.Approved is { } approved
                ? approved with { Parameters = [.. approved.Parameters.Select((_, i) => Find(ContentParts.Parameter(i))!)] }
                : null,
        };

        string? Line(string part) => Find(part) is { } found ? SingleLine.Of(found) : null;

        string? Find(string part) => Array.FindIndex(parts, p => string.Equals(p.Part.Name, part, StringComparison.Ordinal)) is >= 0 and var index ? rendered[index] : null;
    }

    // Taken apart once: a content is rendered many times, and never changes. What is compiled stays in the cache, which has a limit.
    private (ContentPart Part, string ShownName)[] PartsOf(TemplateContent content) =>
        _parts.GetValue(content, static c => [.. ContentParts.Of(c).Select(p => (p, $"{c.ShownName}.{p.Name}"))]);

    private IEnumerable<TemplateProblem> Problems(TemplateContent content, ContentPart part)
    {
        var parsed = Compiled(content, part).Parsed;
        foreach (var problem in parsed.Problems)
        {
            var (line, column) = parsed.Source.PositionOf(problem.Offset);
            yield return new TemplateProblem(part.Name, problem.Message, line, column);
        }
    }

    private string Render(TemplateContent content, ContentPart part, string name, RootNode root)
    {
        var template = Compiled(content, part);
        if (template.Parsed.Problems.Count > 0)
        {
            throw Malformed(template.Parsed, name);
        }

        root.Pass.Begin(template, name);
        using var writer = new LimitedWriter(root.Pass, part.Source.Length + ExpectedGrowth);
        try
        {
            template.Render(writer, root);
        }
        catch (HandlebarsRuntimeException e)
        {
            // What goes wrong inside a partial is wrapped once for every partial around it.
            if (Ours(e) is { } ours)
            {
                ExceptionDispatchInfo.Throw(ours);
            }

            // The one failure of its own that the engine has left: partials that show themselves without end.
            throw root.Pass.Limit($"went more than {RenderLimits.PartialDepth} partials deep", e);
        }

        return writer.ToString();
    }

    private static TemplateException? Ours(Exception? e)
    {
        while (e is not null and not TemplateException)
        {
            e = e.InnerException;
        }

        return (TemplateException?)e;
    }

    private CompiledTemplate Compiled(TemplateContent content, ContentPart part) =>
        _cache.Get(part.Source, part.IsHtml, part.HasLayout ? content.Layout : null, content.Includes);

    private static TemplateException Malformed(ParsedTemplate parsed, string part)
    {
        var problem = parsed.Problems[0];
        var (line, column) = parsed.Source.PositionOf(problem.Offset);
        return new TemplateException(TemplateError.Syntax, $"{part}, line {line}, column {column}: {problem.Message}") { Part = part, Line = line, Column = column };
    }
}
