using Messaging.Templates.Rendering;

namespace Messaging.Authoring.Reviewing;

/// <summary>A variable where it is used.</summary>
/// <param name="Path">The path from the root of the data, with <c>[]</c> for items.</param>
/// <param name="IsRequired">Whether rendering fails without it.</param>
/// <param name="Text">The text it stands in.</param>
/// <param name="Offset">Where it stands.</param>
internal sealed record UsedVariable(string Path, bool IsRequired, TextPart Text, int Offset);
