namespace Messaging.Templates.Sources;

/// <summary>A folder of templates.</summary>
internal sealed record TemplateFolderRegistration(string Path);
