using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Messaging.Providers.SendGrid;

/// <summary>Cuts a body of the type <c>multipart/form-data</c> (RFC 7578) into its parts. Strict, bounded, and without an exception for anything that may come.</summary>
internal static class FormParts
{
    private const int MaxParts = 1000;
    private const int MaxHeaders = 8192;
    private const int MaxBoundary = 70;

    /// <summary>Reads a form.</summary>
    /// <param name="contentType">The content type with its boundary.</param>
    /// <param name="body">The body.</param>
    /// <param name="parts">The parts in their order. They are cut from the body and not copied.</param>
    /// <returns>Whether it is a form from its first line to its last.</returns>
    public static bool TryRead(string contentType, ReadOnlyMemory<byte> body, [NotNullWhen(true)] out IReadOnlyList<FormPart>? parts)
    {
        parts = null;
        if (Parameter(contentType, "boundary") is not { Length: > 0 and <= MaxBoundary } boundary || !boundary.All(static c => c is > ' ' and <= '~'))
        {
            return false;
        }

        var opening = Encoding.ASCII.GetBytes("--" + boundary);
        var delimiter = Encoding.ASCII.GetBytes("\r\n--" + boundary);
        if (!body.Span.StartsWith(opening))
        {
            return false;
        }

        var found = new List<FormPart>();
        var rest = body[opening.Length..];
        while (!IsEnd(rest.Span))
        {
            var length = rest.Span.StartsWith("\r\n"u8) ? rest.Span[2..].IndexOf(delimiter) : -1;
            if (length < 0 || found.Count == MaxParts || !TryReadPart(rest.Slice(2, length), out var part))
            {
                return false;
            }

            found.Add(part);
            rest = rest[(2 + length + delimiter.Length)..];
        }

        parts = found;
        return true;
    }

    /// <summary>A parameter of a header's value, without its quotation marks, or null.</summary>
    public static string? Parameter(string value, string name)
    {
        foreach (var piece in Pieces(value).Skip(1))
        {
            var equals = piece.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && piece.AsSpan(0, equals).Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                var text = piece[(equals + 1)..].Trim();
                return text is ['"', .., '"'] ? text[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal) : text;
            }
        }

        return null;
    }

    private static bool IsEnd(ReadOnlySpan<byte> rest) => rest.SequenceEqual("--"u8) || rest.SequenceEqual("--\r\n"u8);

    private static bool TryReadPart(ReadOnlyMemory<byte> text, [NotNullWhen(true)] out FormPart? part)
    {
        part = null;
        var end = text.Span.IndexOf("\r\n\r\n"u8);
        if (end is < 0 or > MaxHeaders)
        {
            return false;
        }

        string? name = null, fileName = null;
        var type = "";
        foreach (var line in Encoding.UTF8.GetString(text.Span[..end]).Split("\r\n"))
        {
            if (line.StartsWith("Content-Disposition:", StringComparison.OrdinalIgnoreCase))
            {
                (name, fileName) = (Parameter(line, "name"), Parameter(line, "filename"));
            }
            else if (line.StartsWith("Content-Type:", StringComparison.OrdinalIgnoreCase))
            {
                type = line["Content-Type:".Length..].Trim();
            }
        }

        part = name is null ? null : new FormPart(name, fileName, type, text[(end + 4)..]);
        return part is not null;
    }

    // Semicolons within quotation marks, as in a file's name, separate nothing.
    private static IEnumerable<string> Pieces(string value)
    {
        var start = 0;
        var isQuoted = false;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '"' && (i == 0 || value[i - 1] != '\\'))
            {
                isQuoted = !isQuoted;
            }
            else if (value[i] == ';' && !isQuoted)
            {
                yield return value[start..i];
                start = i + 1;
            }
        }

        yield return value[start..];
    }
}
