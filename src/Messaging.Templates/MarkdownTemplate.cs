using System.Text;
using Markdig;
using Messaging.Markup;

namespace Messaging;

/// <summary>Writes the HTML of an email from Markdown (<see href="https://spec.commonmark.org/0.31.2/">CommonMark</see>), with the tags of a template wherever they are wanted. Pure functions; thread-safe.</summary>
/// <remarks>
/// Tags stay character for character. A line that holds only tags of blocks or parts, such as <c>{{#if late}}</c> or <c>{{/if}}</c>, ends the paragraph or list before it and is no text. An email
/// that has only HTML gets its plain text from what is rendered, so the text part needs no template of its own.
/// </remarks>
public static class MarkdownTemplate
{
    /// <summary>Turns Markdown into HTML.</summary>
    /// <param name="markdown">The Markdown, at most <see cref="HtmlEmail.MaxBytes"/> bytes of UTF-8.</param>
    /// <param name="allowHtml">Whether HTML in it is HTML. Otherwise it is shown as text.</param>
    /// <returns>A part of a page: paragraphs, headings, lists, quotations.</returns>
    /// <exception cref="TemplateException">A link or a picture has an address that begins neither with <c>https:</c>, <c>mailto:</c> or <c>tel:</c> nor with a tag; or the text is too large or nested too deep.</exception>
    public static string ToHtml(string markdown, bool allowHtml = false)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        if (Encoding.UTF8.GetByteCount(markdown) > HtmlEmail.MaxBytes)
        {
            throw new TemplateException(TemplateError.Limit, $"The Markdown is larger than {HtmlEmail.MaxBytes / 1024} KiB. Make it shorter.");
        }

        var text = new ProtectedText(markdown);
        var builder = new MarkdownPipelineBuilder().UsePreciseSourceLocation().Use(new TemplateTags(text));
        var pipeline = (allowHtml ? builder : builder.DisableHtml()).Build();
        try
        {
            var page = Markdown.Parse(text.Text, pipeline);
            LinkRule.Check(page, text);
            return text.Restore(page.ToHtml(pipeline));
        }
        catch (ArgumentException e)
        {
            throw new TemplateException(TemplateError.Limit, "The Markdown cannot be read: its elements are nested too deep.", e);
        }
    }
}
