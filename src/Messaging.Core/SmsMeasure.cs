using System.Text;

namespace Messaging;

/// <summary>What an SMS costs to send.</summary>
/// <param name="Encoding">The encoding that the text needs.</param>
/// <param name="Length">The length in units of the encoding: characters of the default alphabet, where those of the extension table count two, or UTF-16 units.</param>
/// <param name="Segments">The number of segments, each billed on its own. Zero for an empty text.</param>
public sealed record SmsMeasure(SmsEncoding Encoding, int Length, int Segments)
{
    /// <summary>The first character that is not in the default alphabet and makes the whole text <see cref="SmsEncoding.Ucs2"/>, or null. Half of a surrogate pair shows as U+FFFD.</summary>
    public Rune? ForcedBy { get; init; }

    /// <summary>Where <see cref="ForcedBy"/> stands in the text, from 0, or null.</summary>
    public int? ForcedAt { get; init; }

    /// <summary>Figures only: content must not reach a log.</summary>
    public override string ToString() => $"SmsMeasure {{ Encoding = {Encoding}, Length = {Length}, Segments = {Segments} }}";
}
