namespace Messaging.Templates.Rendering;

/// <summary>A place in a template where something is evaluated, with the values it is given, so that a failure can say where it happened.</summary>
internal sealed record TemplateSite(TextPart Part, int Offset, IReadOnlyList<SiteArgument> Arguments);
