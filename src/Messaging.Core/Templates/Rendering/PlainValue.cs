using System.Globalization;

namespace Messaging.Templates.Rendering;

/// <summary>What values of the data mean to templates: as text, as numbers, as conditions, and compared with each other.</summary>
internal static class PlainValue
{
    /// <summary>Whether there is no value.</summary>
    public static bool IsMissing(object? value) => value is null or MissingValue or HandlebarsDotNet.UndefinedBindingResult;

    /// <summary>A plain value as text, or null for objects and lists.</summary>
    public static string? TextOf(object value) => value switch
    {
        string text => text,
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>A value as a condition: missing values, false, zero, empty texts and empty lists do not hold.</summary>
    public static bool Holds(object? value) => value switch
    {
        _ when IsMissing(value) => false,
        bool truth => truth,
        string text => text.Length > 0,
        ListNode list => list.Count > 0,
        _ => !TryReadNumber(value, readsText: false, out var number) || number != 0,
    };

    /// <summary>Whether two values are the same: numbers by their amount, however they are written, and texts letter by letter.</summary>
    public static bool AreEqual(object? left, object? right)
    {
        if (IsMissing(left) || IsMissing(right))
        {
            return IsMissing(left) && IsMissing(right);
        }

        var hasNumber = left is not (string or bool) || right is not (string or bool);
        if (hasNumber && TryReadNumber(left, readsText: true, out var a) && TryReadNumber(right, readsText: true, out var b))
        {
            return a == b;
        }

        var text = TextOf(left!);
        return text is not null && string.Equals(text, TextOf(right!), StringComparison.Ordinal);
    }

    /// <summary>Reads a number.</summary>
    /// <param name="value">The value.</param>
    /// <param name="readsText">Whether a text that holds a number counts.</param>
    /// <param name="number">The number.</param>
    public static bool TryReadNumber(object? value, bool readsText, out decimal number)
    {
        number = 0;
        switch (value)
        {
            case int i:
                number = i;
                return true;
            case long l:
                number = l;
                return true;
            case decimal d:
                number = d;
                return true;
            case string text when readsText:
                const NumberStyles plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
                return decimal.TryParse(text, plain, CultureInfo.InvariantCulture, out number);
            default:
                return false;
        }
    }
}
