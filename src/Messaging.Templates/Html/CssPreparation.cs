using Messaging.Templates;

namespace Messaging.Html;

/// <summary>Moves styles of emails to their elements.</summary>
internal sealed class CssPreparation : ITemplatePreparation
{
    public TemplateContent Prepare(TemplateContent content) => content.Html is { } html ? content with { Html = HtmlEmail.InlineCss(html) } : content;
}
