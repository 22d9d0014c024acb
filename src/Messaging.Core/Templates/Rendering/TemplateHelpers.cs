using System.Text;
using HandlebarsDotNet;

namespace Messaging.Templates.Rendering;

/// <summary>What the helpers do. The first argument is always the number of the place in the template; a missing value passes through until it is shown.</summary>
internal static class TemplateHelpers
{
    private const string DefaultDateStyle = "medium";

    /// <summary>The text of a value that is shown.</summary>
    public static string Show(RenderPass pass, in Arguments arguments)
    {
        var value = arguments[1];
        if (value is string text)
        {
            return text;
        }

        if (PlainValue.IsMissing(value))
        {
            throw pass.Missing(value, 0);
        }

        return PlainValue.TextOf(value!)
            ?? throw pass.Bad(0, $"is {Describe(value)}, which cannot be shown as a whole. {(value is ListNode ? "Repeat it with {{#each}}." : "Name one of its values, joined by a dot.")}");
    }

    /// <summary>What a block repeats, or null when there is nothing and the block says what to do then.</summary>
    public static object? Items(RenderPass pass, in Arguments arguments, bool isOptional)
    {
        var value = arguments[1];
        if (PlainValue.IsMissing(value))
        {
            return isOptional ? null : throw pass.Missing(value, 0);
        }

        return value as IRepeatable ?? throw pass.Bad(0, $"is {Describe(value)}, not a list. {{{{#each}}}} repeats lists and objects.");
    }

    /// <summary>The value a block or partial looks names up in.</summary>
    public static object? Scope(RenderPass pass, in Arguments arguments, bool isOptional)
    {
        var value = arguments[1];
        return !PlainValue.IsMissing(value) ? value : isOptional ? null : throw pass.Missing(value, 0);
    }

    public static object? Default(in Arguments arguments) =>
        PlainValue.IsMissing(arguments[1]) || (arguments[1] is string text && string.IsNullOrWhiteSpace(text)) ? arguments[2] : arguments[1];

    public static object Lookup(RenderPass pass, in Arguments arguments)
    {
        var key = arguments[2];
        if (PlainValue.IsMissing(key))
        {
            return pass.PassMissing(key, 1);
        }

        var name = PlainValue.TextOf(key!)?.Normalize(NormalizationForm.FormC) ?? throw pass.Bad(1, "is not the name or number of an entry.");
        return arguments[1] is DataNode node ? node.Member(name) : pass.PassMissing(null, 0);
    }

    public static object Currency(RenderPass pass, in Arguments arguments)
    {
        var amount = arguments[1];
        if (PlainValue.IsMissing(amount))
        {
            return pass.PassMissing(amount, 0);
        }

        if (arguments.Length > 2 && PlainValue.IsMissing(arguments[2]))
        {
            return pass.PassMissing(arguments[2], 1);
        }

        var code = arguments.Length > 2 ? arguments[2] as string ?? "" : pass.Context.Currency;
        if (!CurrencyCodes.IsCode(code))
        {
            throw pass.Bad(arguments.Length > 2 ? 1 : 0, "has no currency: a currency is three letters as in ISO 4217, such as EUR.");
        }

        if (PlainValue.TryReadNumber(amount, readsText: true, out var number))
        {
            return pass.WithSpaces(CurrencyFormat.Format(number, code.ToUpperInvariant(), pass.Locale));
        }

        // An amount that the application has already formatted is shown as it is.
        return amount as string ?? throw pass.Bad(0, $"is {Describe(amount)}, not an amount.");
    }

    public static object Date(RenderPass pass, in Arguments arguments)
    {
        var value = arguments[1];
        if (PlainValue.IsMissing(value))
        {
            return pass.PassMissing(value, 0);
        }

        if (arguments.Length > 2 && PlainValue.IsMissing(arguments[2]))
        {
            return pass.PassMissing(arguments[2], 1);
        }

        if (value is not string text || !DateFormat.TryRead(text.Trim(), () => pass.Zone, out var date))
        {
            throw pass.Bad(0, "is not a date. Dates are given as in ISO 8601, such as 2030-01-31 or 2030-01-31T14:00:00Z.");
        }

        try
        {
            var style = arguments.Length > 2 ? arguments[2] as string : DefaultDateStyle;
            return style is { Length: > 0 } ? pass.WithSpaces(DateFormat.Format(date, style, pass.Locale)) : throw BadStyle(pass);
        }
        catch (Exception e) when (e is FormatException or ArgumentOutOfRangeException)
        {
            throw BadStyle(pass);
        }
    }

    private static TemplateException BadStyle(RenderPass pass) =>
        pass.Bad(1, "is not a date style. Use full, long, medium or short, or a pattern such as \"dd.MM.yyyy HH:mm\".");

    private static string Describe(object? value) => value switch
    {
        ListNode => "a list",
        ObjectNode => "an object with several values",
        bool => "true or false",
        string => "a text",
        _ => "a number",
    };
}
