using System.Diagnostics.CodeAnalysis;

namespace Messaging.Channels.Mime;

/// <summary>A MIME type such as <c>application/pdf</c>, with parameters that are plain tokens, as in <c>text/calendar; method=REQUEST</c>.</summary>
/// <param name="Name">Type and subtype.</param>
/// <param name="Parameters">The parameters as <c>name=value</c>.</param>
internal sealed record MediaType(string Name, IReadOnlyList<string> Parameters)
{
    private const int MaxLength = 100;
    private const string NamePunctuation = "!#$&-^_.+";

    /// <summary>The type for bytes of unknown meaning.</summary>
    public static MediaType Bytes { get; } = new("application/octet-stream", []);

    /// <summary>Whether the type holds other parts (RFC 2046 §5), and so must not be encoded in base64.</summary>
    public bool IsComposite =>
        Name.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) || Name.StartsWith("message/", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Reads a type (RFC 6838 §4.2), at most 100 characters. The parameters that the library writes itself, <c>name</c> and <c>boundary</c>, are refused.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out MediaType? result)
    {
        result = null;
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength)
        {
            return false;
        }

        var pieces = text.Split(';');
        var slash = pieces[0].IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IsToken(pieces[0].AsSpan(0, slash)) || !IsToken(pieces[0].AsSpan(slash + 1)))
        {
            return false;
        }

        var parameters = new List<string>(pieces.Length - 1);
        foreach (var piece in pieces.Skip(1).Select(static p => p.Trim(' ')))
        {
            if (!IsParameter(piece))
            {
                return false;
            }

            parameters.Add(piece);
        }

        result = new MediaType(pieces[0], parameters);
        return true;
    }

    private static bool IsParameter(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0 || !IsToken(text.AsSpan(0, equals)) || !IsToken(text.AsSpan(equals + 1)))
        {
            return false;
        }

        var name = text.AsSpan(0, equals);
        return !name.Equals("name", StringComparison.OrdinalIgnoreCase) && !name.Equals("boundary", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsToken(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && !NamePunctuation.Contains(c, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return !text.IsEmpty && char.IsAsciiLetterOrDigit(text[0]);
    }
}
