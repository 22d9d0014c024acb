namespace Messaging.Html;

/// <summary>A change of a text, at a place of the text before any change.</summary>
internal readonly record struct TextEdit(int Start, int Length, string Replacement)
{
    /// <summary>The place only: what authors wrote is content.</summary>
    public override string ToString() => $"TextEdit {{ Start = {Start}, Length = {Length} }}";
}
