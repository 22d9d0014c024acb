using Messaging.Templates;

namespace Messaging.Architecture.Tests.Docs.Snippets;

public sealed class CampaignLinks : ITemplatePreparation
{
    public TemplateContent Prepare(TemplateContent content) =>
        content with { Html = content.Html?.Replace("?src=x", "?src=mail", StringComparison.Ordinal) };
}
