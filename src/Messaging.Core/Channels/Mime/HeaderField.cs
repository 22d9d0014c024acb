using System.Text;

namespace Messaging.Channels.Mime;

/// <summary>Writes the headers of an email. Each value is one line when it comes in, or an <see cref="ArgumentException"/> goes out.</summary>
internal static class HeaderField
{
    private const string AtomSpecials = "!#$%&'*+-/=?^_`{|}~";
    private const int MaxPhrase = 60;

    // Longer than any word in use, and short enough to keep the line below 998 with the longest name.
    private const int MaxPlainWord = 900;

    /// <summary>Free text, such as a subject: as it stands when it is plain ASCII, otherwise in encoded-words.</summary>
    public static void WriteText(MimeOutput output, string name, string value)
    {
        value = Checked(value, name).Trim(' ');
        var line = new HeaderLine(name);
        if (IsPlain(value) && LongestWord(value) <= MaxPlainWord)
        {
            AppendWords(line, value);
        }
        else
        {
            EncodedWords.Append(line, value);
        }

        line.WriteTo(output);
    }

    /// <summary>One address with its name.</summary>
    public static void WriteAddress(MimeOutput output, string name, NamedAddress value)
    {
        var line = new HeaderLine(name);
        var displayName = Checked(value.Name, name).Trim(' ');
        if (displayName.Length == 0)
        {
            line.Append(value.Address.ToAddrSpec());
        }
        else
        {
            AppendPhrase(line, displayName);
            line.Append($"<{value.Address.ToAddrSpec()}>");
        }

        line.WriteTo(output);
    }

    /// <summary>Addresses without names.</summary>
    public static void WriteAddresses(MimeOutput output, string name, IReadOnlyList<EmailAddress> values)
    {
        var line = new HeaderLine(name);
        for (var i = 0; i < values.Count; i++)
        {
            line.Append(values[i].ToAddrSpec() + (i < values.Count - 1 ? "," : ""));
        }

        line.WriteTo(output);
    }

    /// <summary>A value the library made itself, with its parameters on a line each.</summary>
    public static void WriteStructured(MimeOutput output, string name, string value, IEnumerable<string> parameters)
    {
        output.Write($"{name}: {value}");
        foreach (var parameter in parameters)
        {
            output.Write(";\r\n ");
            output.Write(parameter);
        }

        output.WriteLine();
    }

    private static string Checked(string value, string name)
    {
        ArgumentNullException.ThrowIfNull(value);
        var problem = SingleLine.Check(value, int.MaxValue);
        return problem is null ? value : throw new ArgumentException($"The value of the {name} header cannot be written. {problem}", nameof(value));
    }

    // What looks like an encoded-word would be decoded by the reader, whatever it says.
    private static bool IsPlain(string text) => text.All(static c => c is >= ' ' and <= '~') && !text.Contains("=?", StringComparison.Ordinal);

    private static int LongestWord(string text)
    {
        var longest = 0;
        foreach (var word in text.AsSpan().Split(' '))
        {
            longest = Math.Max(longest, word.End.Value - word.Start.Value);
        }

        return longest;
    }

    private static void AppendWords(HeaderLine line, string text)
    {
        // Spaces that follow each other stay with the word behind them: unfolding gives back what was folded.
        var spaces = 1;
        foreach (var range in text.AsSpan().Split(' '))
        {
            var word = text.AsSpan()[range];
            if (word.IsEmpty)
            {
                spaces++;
                continue;
            }

            line.Append(word, spaces);
            spaces = 1;
        }
    }

    private static void AppendPhrase(HeaderLine line, string name)
    {
        var plain = IsPlain(name);
        var phrase = plain && name.All(static c => c == ' ' || char.IsAsciiLetterOrDigit(c) || AtomSpecials.Contains(c, StringComparison.Ordinal))
            && !name.Contains("  ", StringComparison.Ordinal)
            ? name
            : Quote(name);
        if (plain && phrase.Length <= MaxPhrase)
        {
            line.Append(phrase);
        }
        else
        {
            EncodedWords.Append(line, name);
        }
    }

    private static string Quote(string name)
    {
        var result = new StringBuilder(name.Length + 2).Append('"');
        foreach (var c in name)
        {
            if (c is '"' or '\\')
            {
                result.Append('\\');
            }

            result.Append(c);
        }

        return result.Append('"').ToString();
    }
}
