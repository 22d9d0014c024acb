using System.Globalization;
using HandlebarsDotNet;
using Messaging.Templates.Rendering;

namespace Messaging.Core.Tests.Templates.Syntax;

/// <summary>Handlebars.Net as it comes, with helpers of the same names, to compare with: it is given the author's text, not ours.</summary>
internal static class BareHandlebars
{
    public static readonly object Data = new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["name"] = "An <a> & \"b\"",
        ["TÊN"] = "Lan",
        ["MÃ_BOOKING"] = "B-17",
        ["Họ tên"] = "Nguyễn",
        ["patient"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["firstName"] = "Ada", ["address"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["street"] = "Main 1" } },
        ["items"] = new object[]
        {
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["name"] = "Tea", ["qty"] = 2L },
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["name"] = "Ink", ["qty"] = 1L },
        },
        ["none"] = Array.Empty<object>(),
        ["count"] = 3L,
        ["zero"] = 0L,
        ["amount"] = 12.5m,
        ["due"] = "2026-03-05",
        ["yes"] = true,
        ["no"] = false,
        ["blank"] = "",
    };

    public static string Render(string template, bool isHtml)
    {
        var engine = Handlebars.Create(new HandlebarsConfiguration { TextEncoder = isHtml ? HtmlEscaper.Instance : null, FormatProvider = CultureInfo.InvariantCulture });
        var locale = LocaleFormat.Find("en-US");
        engine.RegisterHelper("currency", (in HelperOptions _, in Context _, in Arguments a) =>
        {
            Check(a.Length is 1 or 2);
            return PlainValue.TryReadNumber(a[0], readsText: true, out var n) ? CurrencyFormat.Format(n, a.Length > 1 ? (string)a[1]! : "USD", locale) : a[0]!;
        });
        engine.RegisterHelper("date", (in HelperOptions _, in Context _, in Arguments a) =>
        {
            Check(a.Length is 1 or 2);
            return a[0] is string s && DateFormat.TryRead(s, () => TimeZoneInfo.Utc, out var date) ? DateFormat.Format(date, a.Length > 1 ? (string)a[1]! : "medium", locale) : "";
        });
        engine.RegisterHelper("default", (in HelperOptions _, in Context _, in Arguments a) =>
        {
            Check(a.Length == 2);
            return PlainValue.IsMissing(a[0]) || Equals(a[0], "") ? a[1]! : a[0]!;
        });
        engine.RegisterHelper("ifEquals", (EncodedTextWriter output, BlockHelperOptions options, Context context, Arguments a) =>
        {
            Check(a.Length == 2);
            if (PlainValue.AreEqual(a[0], a[1]))
            {
                options.Template(output, context);
            }
            else
            {
                options.Inverse(output, context);
            }
        });
        return engine.Compile(template)(Data);
    }

    private static void Check(bool isRight)
    {
        if (!isRight)
        {
            throw new HandlebarsException("wrong number of arguments");
        }
    }
}
