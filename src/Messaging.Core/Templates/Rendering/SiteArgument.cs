namespace Messaging.Templates.Rendering;

/// <summary>A value in a template as it is written there.</summary>
internal readonly record struct SiteArgument(int Offset, string Text);
