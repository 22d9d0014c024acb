using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Messaging.Channels.Addresses;

/// <summary>The domain of an e-mail address: labels of letters, digits and hyphens (RFC 5321 §4.1.2), others in the encoding of IDNA (RFC 5891).</summary>
internal static class EmailDomain
{
    private const int MaxLabel = 63;
    private const string Encoded = "xn--";
    private const string NotEncoded = "The domain has a label that is not valid as an internationalised domain name.";
    private static readonly IdnMapping Idn = new() { AllowUnassigned = false, UseStd3AsciiRules = true };

    /// <summary>Checks a domain that has passed <see cref="AddressText"/> and is in NFC, and brings it into lower-case A-labels.</summary>
    /// <remarks>
    /// A domain without a dot is nearly always a slip (<c>anna@gmail</c>) and cannot receive mail from elsewhere, so only <c>localhost</c>, which never leaves
    /// the machine (RFC 6761), is let through.
    /// </remarks>
    public static bool TryToAscii(string domain, [NotNullWhen(true)] out string? ascii, [NotNullWhen(false)] out string? problem)
    {
        ascii = null;
        var labels = domain.Split('.');
        for (var i = 0; i < labels.Length; i++)
        {
            if (!TryLabel(labels[i], out var label, out problem))
            {
                return false;
            }

            labels[i] = label;
        }

        var last = labels[^1];
        if (labels.Length == 1 && !string.Equals(last, "localhost", StringComparison.Ordinal))
        {
            problem = "The domain needs a dot, as in example.org.";
            return false;
        }

        if (!last.StartsWith(Encoded, StringComparison.Ordinal) && !last.All(char.IsAsciiLetter))
        {
            problem = "The domain must end with a top-level domain made of letters; IP addresses are not supported.";
            return false;
        }

        ascii = string.Join('.', labels);
        problem = null;
        return true;
    }

    private static bool TryLabel(string label, [NotNullWhen(true)] out string? ascii, [NotNullWhen(false)] out string? problem)
    {
        ascii = null;
        label = label.ToLowerInvariant();
        problem = CheckLetters(label);
        if (problem is not null)
        {
            return false;
        }

        if (!Ascii.IsValid(label))
        {
            return TryEncode(label, out ascii, out problem);
        }

        problem = CheckHyphens(label);
        if (problem is not null || !label.StartsWith(Encoded, StringComparison.Ordinal))
        {
            ascii = label;
            return problem is null;
        }

        // An encoded label is judged by what it shows, and only its one canonical spelling counts.
        ascii = label;
        return TryDecode(label, out var shown, out problem)
            && TryEncode(shown, out var again, out problem)
            && Same(label, again, out problem);
    }

    private static string? CheckLetters(string label)
    {
        if (label.Length == 0)
        {
            return "The domain has an empty label: a dot at its start or end, or two in a row.";
        }

        foreach (var c in label)
        {
            if (char.IsAscii(c) ? !char.IsAsciiLetterOrDigit(c) && c != '-' : char.IsUpper(c))
            {
                return "The domain holds a character that is not allowed there: use letters, digits and hyphens.";
            }
        }

        return label.Length > MaxLabel ? "A label of the domain has at most 63 octets." : null;
    }

    private static string? CheckHyphens(string label)
    {
        if (label[0] == '-' || label[^1] == '-')
        {
            return "A label of the domain must not start or end with a hyphen.";
        }

        var reserved = label.Length >= 4 && label[2] == '-' && label[3] == '-' && !label.StartsWith(Encoded, StringComparison.Ordinal);
        return reserved ? "A label of the domain has hyphens in its third and fourth place, which is reserved." : null;
    }

    private static bool TryEncode(string label, [NotNullWhen(true)] out string? ascii, [NotNullWhen(false)] out string? problem)
    {
        ascii = null;
        problem = CheckHyphens(label) ?? ScriptRules.Check(label);
        if (problem is not null)
        {
            return false;
        }

        try
        {
            ascii = Idn.GetAscii(label);
        }
        catch (ArgumentException)
        {
            problem = NotEncoded;
            return false;
        }

        // Mapping that changes what was written (compatibility forms, for one) would send to another domain than the one shown.
        return TryDecode(ascii, out var shown, out problem) && Same(label, shown, out problem);
    }

    private static bool TryDecode(string ascii, [NotNullWhen(true)] out string? shown, [NotNullWhen(false)] out string? problem)
    {
        problem = NotEncoded;
        shown = null;
        try
        {
            shown = Idn.GetUnicode(ascii);
        }
        catch (ArgumentException)
        {
            return false;
        }

        if (Ascii.IsValid(shown))
        {
            return false;
        }

        problem = null;
        return true;
    }

    private static bool Same(string left, string right, [NotNullWhen(false)] out string? problem)
    {
        problem = string.Equals(left, right, StringComparison.Ordinal) ? null : NotEncoded;
        return problem is null;
    }
}
