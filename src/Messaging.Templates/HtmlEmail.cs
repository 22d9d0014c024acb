using System.Text;
using Messaging.Html;

namespace Messaging;

/// <summary>Makes HTML fit for mail programs. Pure functions: nothing is loaded, nothing is run. Thread-safe.</summary>
public static class HtmlEmail
{
    /// <summary>The largest HTML, before and after, in bytes of UTF-8: 256 KiB, as for any template.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>
    /// Moves the rules of <c>style</c> elements to <c>style</c> attributes, for mail programs that do not read the former, by specificity, order and <c>!important</c>. Everything else stays
    /// character for character, and so do the tags of a template, wherever they stand.
    /// </summary>
    /// <param name="html">A page or a part of one, before it is rendered.</param>
    /// <param name="removeClasses">Whether <c>class</c> attributes go that nothing refers to any more.</param>
    /// <returns>
    /// The HTML. Media queries, pseudo-classes, selectors with siblings and rules that fit no element stay in the head; those that apply under a condition become <c>!important</c> there, as they
    /// would lose against the attributes otherwise. All rules stay in the head as well where a class, an id or a whole part depends on the data.
    /// </returns>
    /// <exception cref="TemplateException">The HTML is too large, nested too deep, or has too many selectors.</exception>
    public static string InlineCss(string html, bool removeClasses = false)
    {
        ArgumentNullException.ThrowIfNull(html);
        Check(html, "");
        var result = html.Contains("<style", StringComparison.OrdinalIgnoreCase) ? CssInliner.Inline(html, removeClasses) : html;
        Check(result, "with its styles at its elements");
        return result;
    }

    internal static TemplateException TooLarge(string state) =>
        new(TemplateError.Limit, $"The HTML is larger than {MaxBytes / 1024} KiB{(state.Length > 0 ? " " + state : "")}. Make it shorter.");

    private static void Check(string html, string state)
    {
        if (Encoding.UTF8.GetByteCount(html) > MaxBytes)
        {
            throw TooLarge(state);
        }
    }
}
