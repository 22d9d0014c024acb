namespace Messaging.Templates.Sources;

/// <summary>A template described in code.</summary>
/// <param name="Template">The template.</param>
/// <param name="Layout">The code of its layout, or null.</param>
internal sealed record TemplateRegistration(TemplateVersion Template, string? Layout);
