using Messaging.Html;
using Messaging.Markup;
using Messaging.Templates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Messaging;

/// <summary>Adds what prepares the HTML of templates when they are read.</summary>
public static class HtmlMessagingBuilderExtensions
{
    /// <summary>Moves the rules of <c>style</c> elements in emails to their elements, as <see cref="HtmlEmail.InlineCss"/> does, for templates from code and from folders.</summary>
    /// <param name="builder">The builder.</param>
    public static MessagingBuilder AddCssInlining(this MessagingBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ITemplatePreparation, CssPreparation>());
        return builder;
    }

    /// <summary>Lets files of template folders be Markdown: <c>email.md.hbs</c> in place of <c>email.html.hbs</c>. See <see cref="MarkdownTemplate"/>.</summary>
    /// <param name="builder">The builder.</param>
    public static MessagingBuilder AddMarkdown(this MessagingBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ITemplateBodyFormat, MarkdownFormat>());
        return builder;
    }
}
