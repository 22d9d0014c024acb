using HandlebarsDotNet;
using Messaging.Templates.Rendering;
using Messaging.Templates.Syntax;
using Messaging.Templates.PlainText;

namespace Messaging.Templates;

/// <summary>The built-in engine: Handlebars, with missing values as errors, escaping in HTML only, and a budget for every rendering.</summary>
internal sealed class HandlebarsTemplateEngine(TimeProvider time) : ITemplateEngine
{
    private const string SubjectPart = "subject";
    private const string TextPart = "text";
    private const string HtmlPart = "html";
    private const int ExpectedGrowth = 256;

    private readonly CompiledTemplateCache _cache = new();

    public IReadOnlyList<TemplateProblem> Validate(TemplateContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return
        [
            .. Problems(SubjectPart, content.Subject, isHtml: false),
            .. Problems(TextPart, content.Text, isHtml: false),
            .. Problems(HtmlPart, content.Html, isHtml: true),
        ];
    }

    public RenderedContent Render(TemplateContent content, TemplateData data, RenderContext context)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        var pass = new RenderPass(context, time);
        var root = new RootNode(data.Members, pass);
        var name = content.Locale.Length == 0 ? content.Channel.Value : $"{content.Channel}.{content.Locale}";
        var subject = Render(content.Subject, $"{name}.{SubjectPart}", isHtml: false, root);
        var text = Render(content.Text, $"{name}.{TextPart}", isHtml: false, root);
        var html = Render(content.Html, $"{name}.{HtmlPart}", isHtml: true, root);
        if (text is null && html is not null && content.Channel == MessageChannel.Email)
        {
            text = HtmlText.From(html, $"{name}.{HtmlPart}");
        }

        return new RenderedContent(subject is null ? null : SingleLine.Of(subject), text, html);
    }

    private IEnumerable<TemplateProblem> Problems(string part, string? text, bool isHtml)
    {
        if (text is null)
        {
            yield break;
        }

        var parsed = _cache.Get(text, isHtml).Parsed;
        foreach (var problem in parsed.Problems)
        {
            var (line, column) = parsed.Source.PositionOf(problem.Offset);
            yield return new TemplateProblem(part, problem.Message, line, column);
        }
    }

    private string? Render(string? text, string part, bool isHtml, RootNode root)
    {
        if (text is null)
        {
            return null;
        }

        var template = _cache.Get(text, isHtml);
        if (template.Parsed.Problems.Count > 0)
        {
            throw Malformed(template.Parsed, part);
        }

        root.Pass.Begin(template, part);
        using var writer = new LimitedWriter(root.Pass, text.Length + ExpectedGrowth);
        try
        {
            template.Render(writer, root);
        }
        catch (HandlebarsRuntimeException e)
        {
            // The one failure of its own that the engine has left: partials that show themselves without end.
            throw root.Pass.Limit($"went more than {RenderLimits.PartialDepth} partials deep", e);
        }

        return writer.ToString();
    }

    private static TemplateException Malformed(ParsedTemplate parsed, string part)
    {
        var problem = parsed.Problems[0];
        var (line, column) = parsed.Source.PositionOf(problem.Offset);
        return new TemplateException(TemplateError.Syntax, $"{part}, line {line}, column {column}: {problem.Message}") { Part = part, Line = line, Column = column };
    }
}
