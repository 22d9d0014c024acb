using System.Globalization;
using Messaging.Templates;
using static Messaging.Core.Tests.Templates.Rendering.Render;

namespace Messaging.Core.Tests.Templates.Rendering;

public sealed class CurrencyFormatTests
{
    private static readonly object Data = new { amount = 1234.5m, text = "1234.50", preformatted = "$1,500.00", negative = -5, flag = true, code = "eur", list = new[] { 1 } };

    [Theory]
    [InlineData("en-US", "EUR", "€1,234.50")]
    [InlineData("en-US", "JPY", "¥1,235")]
    [InlineData("en-US", "KWD", "KWD 1,234.500")]
    [InlineData("en-US", "BHD", "BHD 1,234.500")]
    [InlineData("en-US", "VND", "₫1,235")]
    [InlineData("en-US", "KRW", "₩1,235")]
    [InlineData("en-US", "CHF", "CHF 1,234.50")]
    [InlineData("en-US", "CAD", "CA$1,234.50")]
    [InlineData("en-CA", "USD", "USD 1,234.50")]
    [InlineData("de-DE", "USD", "1.234,50 $")]
    [InlineData("de-DE", "CHF", "1.234,50 CHF")]
    [InlineData("vi-VN", "EUR", "1.234,50 €")]
    public void Currency_Foreign_HasItsDecimalsAndAClearSymbol(string locale, string code, string expected) =>
        Assert.Equal(expected, Text($"{{{{currency amount \"{code}\"}}}}", Data, new RenderContext(locale, "UTC", "USD")));

    [Theory]
    [InlineData("en-US", "USD", 2)]
    [InlineData("de-DE", "EUR", 2)]
    [InlineData("de-AT", "EUR", 2)]
    [InlineData("fr-FR", "EUR", 2)]
    [InlineData("vi-VN", "VND", 0)]
    [InlineData("ja-JP", "JPY", 0)]
    [InlineData("ko-KR", "KRW", 0)]
    [InlineData("sv-SE", "SEK", 2)]
    public void Currency_OfTheLocale_IsWrittenAsThereAndFallsBackToTheContext(string locale, string code, int decimals)
    {
        var format = (NumberFormatInfo)CultureInfo.GetCultureInfo(locale).NumberFormat.Clone();
        format.CurrencyDecimalDigits = decimals;
        var expected = 1234.5m.ToString("C", format);
        Assert.Equal(Spaces(expected), Text("{{currency amount}}", Data, new RenderContext(locale, "UTC", code)));
    }

    [Theory]
    [InlineData("de", "de-DE", "EUR")]
    [InlineData("vi", "vi-VN", "VND")]
    [InlineData("en", "en-US", "USD")]
    [InlineData("no such tag", "en-US", "USD")]
    [InlineData("EN-us", "en-US", "USD")]
    public void Locale_OfALanguageOnly_StandsForItsMainRegion(string locale, string specific, string code) =>
        Assert.Equal(
            Text("{{currency amount}} {{date \"2030-01-31\"}}", Data, new RenderContext(specific, "UTC", code)),
            Text("{{currency amount}} {{date \"2030-01-31\"}}", Data, new RenderContext(locale, "UTC", code)));

    [Theory]
    [InlineData("{{currency text}}", "$1,234.50")]
    [InlineData("{{currency preformatted}}", "$1,500.00")]
    [InlineData("{{currency \"free\"}}", "free")]
    [InlineData("{{currency negative}}", "-$5.00")]
    [InlineData("{{currency negative \"CHF\"}}", "-CHF 5.00")]
    [InlineData("{{currency 0.125}} {{currency -0.125}}", "$0.13 -$0.13")]
    [InlineData("{{currency amount code}}", "€1,234.50")]
    public void Currency_FormatsNumbersAndNumericTexts(string template, string expected) => Assert.Equal(expected, Text(template, Data));

    [Theory]
    [InlineData("{{currency flag}}", "'flag' is true or false, not an amount")]
    [InlineData("{{currency list}}", "'list' is a list, not an amount")]
    [InlineData("{{currency amount \"EURO\"}}", "\"EURO\" has no currency")]
    [InlineData("{{currency amount preformatted}}", "'preformatted' has no currency")]
    [InlineData("{{currency amount negative}}", "'negative' has no currency")]
    public void Currency_OfSomethingElse_IsRefusedWithoutShowingIt(string template, string expected)
    {
        var e = Failure(template, Data);
        Assert.Equal(TemplateError.BadValue, e.Error);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("1,500", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Spaces_AreNoBreakInHtmlAndPlainInText()
    {
        var context = new RenderContext("fr-FR", "UTC", "EUR");
        Assert.DoesNotContain('\u00A0', Text("{{currency amount}}", Data, context));
        var html = Html("{{currency amount}}", Data, context);
        Assert.Contains('\u00A0', html);
        Assert.DoesNotContain('\u202F', html);
    }

    private static string Spaces(string text) => text.Replace('\u00A0', ' ').Replace('\u202F', ' ');
}
