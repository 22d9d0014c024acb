namespace Messaging.Templates.Syntax;

/// <summary>A value from the data, resolved against the blocks around it.</summary>
/// <param name="Offset">Where it stands.</param>
/// <param name="Text">The path as written.</param>
/// <param name="Up">How many frames of the renderer lie between this place and the one the path starts from.</param>
/// <param name="Variable">The loop variable it starts from, such as <c>@index</c>, or null for the data.</param>
/// <param name="Segments">The members to follow from there.</param>
/// <param name="DataPath">The path from the root of the text or partial, with <c>[]</c> for items, or null when only rendering can tell.</param>
internal sealed record PathExpression(int Offset, string Text, int Up, string? Variable, IReadOnlyList<string> Segments, string? DataPath)
    : TemplateExpression(Offset);
