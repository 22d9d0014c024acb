namespace Messaging.Templates;

/// <summary>Renders what a template says on one channel, in the best language it has.</summary>
internal sealed class TemplateRenderer(ITemplateEngine engine)
{
    /// <summary>Renders a version of a template.</summary>
    /// <param name="template">The version.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="data">The values to show.</param>
    /// <param name="context">Language, time zone and currency; the language also selects the content.</param>
    /// <exception cref="TemplateException">The template has nothing for the channel, or cannot be rendered; the exception names the template.</exception>
    public RenderedContent Render(TemplateVersion template, MessageChannel channel, TemplateData data, RenderContext context)
    {
        var content = template.Find(channel, context.Locale, context.Variant);
        if (content is null)
        {
            var others = string.Join(", ", template.Contents.Select(c => c.Channel.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
            throw new TemplateException(
                TemplateError.NoContent,
                $"Template '{template.Code}' has no content for the channel '{channel}' in the default language. It has content for: {others}. Add one, or send on these channels.")
            {
                Template = template.Code,
            };
        }

        try
        {
            return engine.Render(content, data, context);
        }
        catch (TemplateException e) when (e.Template is null)
        {
            throw e.In(template.Code);
        }
    }
}
