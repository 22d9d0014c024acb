namespace Messaging.Templates.Syntax;

/// <summary>A place that shows a partial which the text does not define itself.</summary>
/// <param name="Name">The name of the partial.</param>
/// <param name="Path">The path of the value it is shown for, empty for the whole data, or null when only rendering can tell.</param>
/// <param name="Offset">Where it is shown.</param>
internal sealed record ShownInclude(string Name, string? Path, int Offset);
