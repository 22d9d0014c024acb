namespace Messaging.Templates;

/// <summary>Turns the parts of a template and data into text.</summary>
/// <remarks>Thread-safe. Rendering is pure: no I/O, no clock, the same input gives the same output. One engine is active; <c>UseTemplateEngine</c> replaces the built-in Handlebars engine.</remarks>
public interface ITemplateEngine
{
    /// <summary>Finds everything that is wrong with a content without data: syntax, unknown helpers, unclosed blocks. Empty when it is well formed.</summary>
    /// <param name="content">The parts to check.</param>
    IReadOnlyList<TemplateProblem> Validate(TemplateContent content);

    /// <summary>Renders every part of a content.</summary>
    /// <param name="content">The parts to render.</param>
    /// <param name="data">The values to show.</param>
    /// <param name="context">Language, time zone and currency.</param>
    /// <exception cref="TemplateException">A part is malformed, a shown value is missing, or a limit was reached.</exception>
    RenderedContent Render(TemplateContent content, TemplateData data, RenderContext context);
}
