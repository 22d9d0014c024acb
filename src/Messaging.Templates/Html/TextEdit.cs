namespace Messaging.Html;

/// <summary>A change of a text, at a place of the text before any change.</summary>
internal readonly record struct TextEdit(int Start, int Length, string Replacement);
