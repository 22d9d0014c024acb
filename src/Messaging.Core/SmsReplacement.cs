using System.Text;

namespace Messaging;

/// <summary>A typographic character that makes an SMS dearer, and what could stand in its place.</summary>
/// <param name="Index">Where it stands in the text, from 0.</param>
/// <param name="Character">The character.</param>
/// <param name="Replacement">What means the same in the default alphabet; empty for a character that shows nothing.</param>
public sealed record SmsReplacement(int Index, Rune Character, string Replacement)
{
    /// <summary>The place only: content must not reach a log.</summary>
    public override string ToString() => $"SmsReplacement {{ Index = {Index} }}";
}
