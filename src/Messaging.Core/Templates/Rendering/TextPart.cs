using Messaging.Templates.Syntax;

namespace Messaging.Templates.Rendering;

/// <summary>One of the texts that a rendered part is made of.</summary>
/// <param name="Include">The code of the layout or partial, or null for the content's own text.</param>
/// <param name="Parsed">What it says.</param>
internal sealed record TextPart(string? Include, ParsedTemplate Parsed);
