using System.Globalization;
using System.Text;

namespace Messaging.Channels.Mime;

/// <summary>The file name of a part: in full as a parameter of RFC 2231, and in ASCII for readers that do not know it.</summary>
internal static class FileNameParameter
{
    private const int MaxPlain = 60;
    private const int MaxLine = 76;
    private const string AttributePunctuation = "!#$&+-.^_`{|}~";

    /// <summary>
    /// The parameters of <c>Content-Disposition</c>: one that is quoted when the name is short and ASCII, otherwise encoded and, when it is long, in numbered
    /// pieces.
    /// </summary>
    /// <param name="name">A reduced name (<see cref="AttachmentFileName"/>), which holds nothing that would need a backslash.</param>
    public static IReadOnlyList<string> Full(string name)
    {
        if (Ascii.IsValid(name) && name.Length <= MaxPlain)
        {
            return [$"filename=\"{name}\""];
        }

        var pieces = Pieces(name);
        return pieces.Count == 1
            ? [$"filename*=utf-8''{pieces[0]}"]
            : [.. pieces.Select(static (piece, i) => string.Create(CultureInfo.InvariantCulture, $"filename*{i}*={(i == 0 ? "utf-8''" : "")}{piece}"))];
    }

    /// <summary>
    /// The parameter of <c>Content-Type</c>: the name with letters stripped of their marks, an underscore for what is not ASCII, and 60 characters at most.
    /// </summary>
    public static string Fallback(string name)
    {
        var result = new StringBuilder(name.Length);
        foreach (var rune in name.Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
            {
                result.Append(rune.IsAscii ? (char)rune.Value : '_');
            }
        }

        var ascii = result.ToString();
        var extension = Path.GetExtension(ascii);
        return ascii.Length <= MaxPlain || extension.Length > MaxPlain / 2
            ? $"name=\"{ascii[..Math.Min(ascii.Length, MaxPlain)]}\""
            : $"name=\"{ascii[..(MaxPlain - extension.Length)]}{extension}\"";
    }

    private static List<string> Pieces(string name)
    {
        // The frame is the longest a piece can have: filename*99*=utf-8'' and the semicolon.
        const int room = MaxLine - 20;
        var pieces = new List<string>();
        var piece = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            var encoded = Encode(rune);
            if (piece.Length + encoded.Length > room)
            {
                pieces.Add(piece.ToString());
                piece.Clear();
            }

            piece.Append(encoded);
        }

        pieces.Add(piece.ToString());
        return pieces;
    }

    private static string Encode(Rune rune)
    {
        if (rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || AttributePunctuation.Contains((char)rune.Value, StringComparison.Ordinal)))
        {
            return rune.ToString();
        }

        Span<byte> bytes = stackalloc byte[4];
        var result = new StringBuilder();
        foreach (var b in bytes[..rune.EncodeToUtf8(bytes)])
        {
            result.Append('%').Append(Convert.ToHexString([b]));
        }

        return result.ToString();
    }
}
