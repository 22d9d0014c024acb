using Messaging.Templates;

namespace Messaging.Markup;

/// <summary>Bodies in Markdown, in files such as <c>email.md.hbs</c>.</summary>
internal sealed class MarkdownFormat : ITemplateBodyFormat
{
    public string Name => "md";

    public string ToHtml(string text) => MarkdownTemplate.ToHtml(text);
}
