using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Messaging.Channels;

/// <summary>An e-mail address with the name shown beside it, as in <c>Haff Segeln &lt;info@example.org&gt;</c>. Immutable, and so thread-safe.</summary>
/// <param name="Address">The address.</param>
/// <param name="Name">The name, or an empty string.</param>
public sealed record NamedAddress(EmailAddress Address, string Name)
{
    private const int MaxName = 255;
    private const string NeedsQuotes = ",;:()[]\\\"";

    /// <summary>
    /// Reads an address as people and configuration files write it: <c>info@example.org</c>, <c>Haff Segeln &lt;info@example.org&gt;</c> or <c>"Segeln, Haff"
    /// &lt;info@example.org&gt;</c>.
    /// </summary>
    /// <remarks>
    /// Exactly one address. A name with one of <c>, ; : ( ) [ ]</c> stands in quotation marks, in which a backslash comes before a quotation mark or a
    /// backslash.
    /// </remarks>
    /// <param name="text">The text. Spaces around it and around the name do not count.</param>
    /// <param name="result">The address and the name, when the text is one.</param>
    /// <param name="problem">What is wrong with the text, without repeating it, when it is none.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out NamedAddress? result, [NotNullWhen(false)] out string? problem)
    {
        result = null;
        text = text?.Trim(' ') ?? "";
        var name = "";
        if (text.EndsWith('>'))
        {
            // The last angle bracket: one inside a quoted name belongs to the name, and one anywhere else is refused there.
            var open = text.LastIndexOf('<');
            if (open < 0)
            {
                problem = "The opening angle bracket before the address is missing.";
                return false;
            }

            if (!TryReadName(text[..open].TrimEnd(' '), out name, out problem))
            {
                return false;
            }

            text = text[(open + 1)..^1];
        }

        if (!EmailAddress.TryParse(text, out var address, out problem))
        {
            return false;
        }

        result = new NamedAddress(address, name);
        return true;
    }

    /// <summary>Nothing of the address: it must not reach a log.</summary>
    public override string ToString() => nameof(NamedAddress);

    private static bool TryReadName(string text, out string name, [NotNullWhen(false)] out string? problem)
    {
        name = text;
        problem = SingleLine.Check(text, MaxName);
        if (problem is null && text.StartsWith('"'))
        {
            problem = Unquote(text, out name);
        }
        else if (problem is null)
        {
            problem = CheckPlain(text);
        }

        return problem is null;
    }

    private static string? CheckPlain(string text)
    {
        if (text.AsSpan().IndexOfAny("<>@") >= 0)
        {
            return "Give exactly one address, after the name and in angle brackets.";
        }

        return text.Any(static c => NeedsQuotes.Contains(c, StringComparison.Ordinal))
            ? "Put a name with punctuation such as commas or parentheses in quotation marks."
            : null;
    }

    private static string? Unquote(string text, out string name)
    {
        var result = new StringBuilder(text.Length);
        name = "";
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                name = result.ToString();
                return i == text.Length - 1 ? null : "Nothing may stand between the quoted name and the address.";
            }

            if (text[i] == '\\' && (++i == text.Length || text[i] is not ('"' or '\\')))
            {
                return "In a quoted name, a backslash stands only before a quotation mark or a backslash.";
            }

            result.Append(text[i]);
        }

        return "The closing quotation mark of the name is missing.";
    }
}
