using System.Diagnostics.CodeAnalysis;

namespace Messaging.Channels;

/// <summary>Exactly one phone number in the international form of ITU-T E.164: a plus sign and 7 to 15 digits, the first not a zero.</summary>
/// <remarks>Immutable, and so thread-safe.</remarks>
public sealed record PhoneNumber
{
    private const int MinDigits = 7;
    private const int MaxDigits = 15;
    private const int MaxText = 40;

    private PhoneNumber(string value) => Value = value;

    /// <summary>The number as it goes on the wire, such as <c>+4930123456</c>. Personal data: not for logs.</summary>
    public string Value { get; }

    /// <summary>Reads a number as people write it: with spaces, hyphens, dots, slashes and parentheses between the digits, as in <c>+49 (30) 123-456</c>.</summary>
    /// <remarks>
    /// Nothing is guessed. The country code and its plus sign must be there: a number without them, or with <c>00</c> in their place, means different numbers
    /// in different countries. So does a zero behind a parenthesis, as in <c>+49 (0)30</c>, which is dialled only inside some of them. Only the digits 0 to 9
    /// of ASCII count.
    /// </remarks>
    /// <param name="text">The text.</param>
    /// <param name="number">The number, when it is one.</param>
    /// <param name="problem">What is wrong with the text, without repeating it, when it is none.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PhoneNumber? number, [NotNullWhen(false)] out string? problem)
    {
        number = null;
        if (string.IsNullOrEmpty(text))
        {
            problem = "A phone number is needed.";
            return false;
        }

        Span<char> digits = stackalloc char[MaxText];
        problem = Read(text, digits, out var count);
        if (problem is not null)
        {
            return false;
        }

        number = new PhoneNumber($"+{digits[..count]}");
        return true;
    }

    /// <summary>Nothing of the number: it must not reach a log.</summary>
    public override string ToString() => nameof(PhoneNumber);

    private static string? Read(string text, Span<char> digits, out int count)
    {
        count = 0;
        if (text[0] != '+')
        {
            return text.StartsWith("00", StringComparison.Ordinal)
                ? "Write a plus sign in place of the leading 00, as in +4930123456."
                : "A phone number starts with a plus sign and the country code, as in +4930123456.";
        }

        if (text.Length > MaxText || text.Length < 2 || !char.IsAsciiDigit(text[1]) || !char.IsAsciiDigit(text[^1]))
        {
            return "A phone number is a plus sign and 7 to 15 digits, as in +4930123456.";
        }

        var open = false;
        for (var i = 1; i < text.Length; i++)
        {
            switch (text[i])
            {
                case >= '0' and <= '9':
                    digits[count++] = text[i];
                    break;
                case '(' when text[i + 1] == '0':
                    return "Write the number as it is dialled from abroad: a zero behind a parenthesis may or may not be part of it.";
                case '(' when !open && char.IsAsciiDigit(text[i + 1]):
                    open = true;
                    break;
                case ')' when open && char.IsAsciiDigit(text[i - 1]):
                    open = false;
                    break;
                case ' ' or '-' or '.' or '/':
                    break;
                default:
                    return "Between the digits of a phone number only spaces, hyphens, dots, slashes and pairs of parentheses may stand.";
            }
        }

        return open ? "A parenthesis in the phone number is not closed." : CheckDigits(digits[..count]);
    }

    private static string? CheckDigits(ReadOnlySpan<char> digits)
    {
        if (digits[0] == '0')
        {
            return "A country code does not start with a zero.";
        }

        return digits.Length is < MinDigits or > MaxDigits ? "A phone number has 7 to 15 digits, the country code included." : null;
    }
}
