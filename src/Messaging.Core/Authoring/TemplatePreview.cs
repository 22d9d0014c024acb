using Messaging.Templates;

namespace Messaging.Authoring;

/// <summary>What a message would say.</summary>
/// <param name="Content">The rendered content, or null when it cannot be rendered: then the findings say why.</param>
/// <param name="Findings">What was found about this content.</param>
public sealed record TemplatePreview(RenderedContent? Content, IReadOnlyList<TemplateFinding> Findings);
