namespace Messaging.Templates;

/// <summary>Another way to write the HTML of an email, such as Markdown. Files of template folders use it by its name: <c>email.md.hbs</c>.</summary>
/// <remarks>Thread-safe, and pure: no I/O, the same text gives the same HTML. It runs before rendering and leaves the tags of the template as they are.</remarks>
public interface ITemplateBodyFormat
{
    /// <summary>The name of the part in file names, in lower case, such as <c>md</c>.</summary>
    string Name { get; }

    /// <summary>Turns a text of this format into the HTML part.</summary>
    /// <param name="text">The text, with the tags of the template.</param>
    /// <exception cref="TemplateException">The text is not in order; the message says why, for its author.</exception>
    string ToHtml(string text);
}
