using Messaging.Templates;

namespace Messaging.Core.Tests.Support;

/// <summary>A template engine that can fail as a network does.</summary>
public sealed class BreakableEngine : ITemplateEngine
{
    public bool IsBroken { get; set; }

    public IReadOnlyList<TemplateProblem> Validate(TemplateContent content) => [];

    public RenderedContent Render(TemplateContent content, TemplateData data, RenderContext context) =>
        IsBroken ? throw new IOException("lan@example.org") : new RenderedContent("Hi", "Hi", null);
}
