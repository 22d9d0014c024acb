namespace Messaging.Templates.Sources;

/// <summary>A template described in code.</summary>
internal sealed record TemplateRegistration(TemplateVersion Template);
