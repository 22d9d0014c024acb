using Messaging.Templates;
using Messaging.Templates.Rendering;
using Messaging.Templates.Sources;
using Microsoft.Extensions.Options;

namespace Messaging.Authoring.Reviewing;

/// <summary>Finds everything an author should know about a template.</summary>
internal sealed class TemplateReviewer(ITemplateEngine engine, IOptions<MessagingOptions> options)
{
    /// <summary>Looks at a template.</summary>
    /// <param name="template">What it is.</param>
    /// <param name="document">What it says, with its layouts and partials.</param>
    /// <param name="allowRaw">Whether unescaped values are permitted.</param>
    public TemplateReport Review(StoredTemplate template, TemplateDocument document, bool allowRaw)
    {
        var findings = ContentReview.Of(document, template.Kind).ToList();
        var contents = document.Contents.Select(c => TemplateIncludes.AsChecked(c, template.Kind)).ToList();
        var syntax = contents.SelectMany(Syntax).ToList();
        findings.AddRange(syntax);

        // What cannot be read cannot be looked at any further.
        var readable = contents.Where(c => !syntax.Exists(s => c.IsFor(s.Content!.Channel, s.Content.Locale, s.Content.Variant))).ToList();
        var parts = readable.SelectMany(c => ContentParts.Of(c).Select(p => new PartReview(c, p))).ToList();
        findings.AddRange(VariableReview.Of(document.Variables, parts));
        findings.AddRange(parts.SelectMany(LinkReview.Of));
        findings.AddRange(parts.SelectMany(p => Raw(p, allowRaw)));
        if (template.Kind == TemplateKind.Message)
        {
            findings.AddRange(string.Equals(template.Category, MarketingReview.Category, StringComparison.OrdinalIgnoreCase) ? MarketingReview.Of(parts) : []);
        }

        var data = SampleData.Of(document.Variables, null);
        findings.AddRange(readable.SelectMany(c => Rendered(c, c.Locale, data).Findings));
        return new TemplateReport([.. findings.OrderByDescending(f => f.Level)]);
    }

    /// <summary>Renders a content with values, and tells what was found.</summary>
    public (RenderedContent? Content, IReadOnlyList<TemplateFinding> Findings) Rendered(TemplateContent content, string locale, TemplateData data) =>
        new RenderReview(engine, options.Value).Of(content, locale, data);

    private IEnumerable<TemplateFinding> Syntax(TemplateContent content) => engine.Validate(content).Select(p => new TemplateFinding(FindingLevel.Error, "syntax", p.Message)
    {
        Content = new ContentKey(content.Channel, content.Locale, content.Variant), Part = p.Part, Line = p.Line, Column = p.Column,
    });

    private static IEnumerable<TemplateFinding> Raw(PartReview part, bool allowRaw) => part.Tags
        .Where(t => t.Tag.Raw.IsTriple && t.Tag.Kind == Templates.Syntax.TagKind.Value && part.Part.IsHtml)
        .Select(t => part.Find(
            allowRaw ? FindingLevel.Warning : FindingLevel.Error,
            "raw-value",
            "Three braces show a value as HTML that was not checked. Use two, unless the application has made this HTML itself; then publish with the permission for it.",
            t.Text,
            t.Tag.Raw.Start));
}
