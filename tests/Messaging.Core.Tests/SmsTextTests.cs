using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Messaging.Core.Tests;

public sealed class SmsTextTests
{
    private static readonly Arbitrary<string> Texts = Gen.Elements("a", "é", "€", "{", "ế", "e\u0301", "😀", "👩‍👩‍👧", " ", "\n", "https://a.example/b1 ", "’").ListOf()
        .Select(parts => string.Concat(parts)).ToArbitrary();

    [Theory]
    [InlineData("a", 0, 0)]
    [InlineData("a", 1, 1)]
    [InlineData("a", 160, 1)]
    [InlineData("a", 161, 2)]
    [InlineData("a", 306, 2)]
    [InlineData("a", 307, 3)]
    [InlineData("a", 459, 3)]
    [InlineData("a", 460, 4)]
    [InlineData("à", 160, 1)]
    [InlineData("ế", 1, 1)]
    [InlineData("ế", 70, 1)]
    [InlineData("ế", 71, 2)]
    [InlineData("ế", 134, 2)]
    [InlineData("ế", 135, 3)]
    [InlineData("ế", 201, 3)]
    [InlineData("ế", 202, 4)]
    public void Measure_AtTheBoundaries_CountsSegments(string character, int times, int segments)
    {
        var measure = SmsText.Measure(Repeat(character, times));
        Assert.Equal((times, segments), (measure.Length, measure.Segments));
    }

    [Fact]
    public void Measure_WholeAlphabet_IsGsm7()
    {
        const string Basic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
        Assert.Equal(127, Basic.Distinct().Count());
        Assert.Equal(new SmsMeasure(SmsEncoding.Gsm7, 127, 1), SmsText.Measure(Basic));
        Assert.Equal(new SmsMeasure(SmsEncoding.Gsm7, 20, 1), SmsText.Measure("\f^{}\\[~]|€"));
    }

    [Theory]
    [InlineData("Prêt", "ê", 2)]
    [InlineData("Đã", "Đ", 0)]
    [InlineData("ok 😀 ’", "😀", 3)]
    [InlineData("ça", "ç", 0)]
    public void Measure_CharacterOutsideTheAlphabet_IsNamed(string text, string character, int index)
    {
        var measure = SmsText.Measure(text);
        Assert.Equal((SmsEncoding.Ucs2, (Rune?)character.EnumerateRunes().Single(), (int?)index), (measure.Encoding, measure.ForcedBy, measure.ForcedAt));
    }

    [Fact]
    public void Measure_HalfOfASurrogatePair_CountsOneUnit()
    {
        var measure = SmsText.Measure("a\uD83D");
        Assert.Equal((SmsEncoding.Ucs2, 2, (Rune?)Rune.ReplacementChar), (measure.Encoding, measure.Length, measure.ForcedBy));
    }

    [Fact]
    public void Measure_EscapedCharacterAtTheEndOfASegment_MovesToTheNext()
    {
        // 306 units would fit into two segments, were the escape not separated from its character.
        var text = Repeat("a", 152) + "€" + Repeat("a", 152);
        Assert.Equal(new SmsMeasure(SmsEncoding.Gsm7, 306, 3), SmsText.Measure(text));
        Assert.Equal(2, SmsText.Measure(Repeat("a", 151) + "€" + Repeat("a", 153)).Segments);
        Assert.Equal(1, SmsText.Measure(Repeat("a", 152) + "€").Segments);
        Assert.Equal(1, SmsText.Measure(Repeat("€", 80)).Segments);
        Assert.Equal(2, SmsText.Measure(Repeat("€", 81)).Segments);
    }

    [Fact]
    public void Measure_EmojiAtTheEndOfASegment_MovesToTheNext()
    {
        Assert.Equal((134, 3), (SmsText.Measure(Repeat("ế", 66) + "😀" + Repeat("ế", 66)).Length, SmsText.Measure(Repeat("ế", 66) + "😀" + Repeat("ế", 66)).Segments));
        Assert.Equal(2, SmsText.Measure(Repeat("ế", 65) + "😀" + Repeat("ế", 67)).Segments);
        Assert.Equal(1, SmsText.Measure(Repeat("ế", 68) + "😀").Segments);
        Assert.Equal(1, SmsText.Measure(Repeat("😀", 35)).Segments);
        Assert.Equal(2, SmsText.Measure(Repeat("😀", 36)).Segments);
    }

    [Fact]
    public void Measure_AnyText_AgreesWithASplitByHand() => Prop.ForAll(Texts, text =>
    {
        var measure = SmsText.Measure(text);
        var isGsm = measure.Encoding == SmsEncoding.Gsm7;
        var runes = text.EnumerateRunes().Select(r => isGsm ? "\f^{}\\[~]|€".Contains(r.ToString(), StringComparison.Ordinal) ? 2 : 1 : r.Utf16SequenceLength).ToList();
        var parts = new List<int>();
        foreach (var units in runes)
        {
            if (parts.Count == 0 || parts[^1] + units > (isGsm ? 153 : 67))
            {
                parts.Add(0);
            }

            parts[^1] += units;
        }

        var total = runes.Sum();
        return measure.Length == total && parts.Sum() == total && measure.Segments == (total > 0 && total <= (isGsm ? 160 : 70) ? 1 : parts.Count);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(42, 43).WithEndSize(300));

    [Fact]
    public void Measure_ToString_ShowsNoContent() => Assert.Equal("SmsMeasure { Encoding = Ucs2, Length = 1, Segments = 1 }", SmsText.Measure("ế").ToString());

    [Theory]
    [InlineData("short", 10, "short")]
    [InlineData("exactly 10", 10, "exactly 10")]
    [InlineData("more than ten", 10, "more th...")]
    [InlineData("nice  👩‍👩‍👧 family", 11, "nice...")]
    [InlineData("nghie\u0302\u0301m tu\u0301c", 9, "nghi...")]
    [InlineData("Pay: https://pay.example/abc now", 26, "Pay:...")]
    [InlineData("Pay: https://pay.example/abc now please", 32, "Pay: https://pay.example/abc ...")]
    [InlineData("Pay: https://pay.example/abc now please", 31, "Pay:...")]
    [InlineData("Pay: https://pay.example/abc now please", 35, "Pay: https://pay.example/abc now...")]
    [InlineData("Pay at kurz.example/x7 now", 20, "Pay at...")]
    [InlineData("See www.example.org now", 12, "See...")]
    [InlineData("付款https://a.example/xyz", 12, "付款...")]
    [InlineData("https://a.example/xyz", 12, "...")]
    public void Shorten_CutsWhereNothingBreaks(string text, int maxLength, string expected) => Assert.Equal(expected, SmsText.Shorten(text, maxLength));

    [Fact]
    public void Shorten_AboveTheLimitOfProviders_CutsAtTheLimit()
    {
        Assert.Equal(1600, SmsText.Shorten(Repeat("a", 1601), int.MaxValue).Length);
        Assert.Equal(1600, SmsText.Shorten(Repeat("a", 1600), int.MaxValue).TrimEnd('.').Length);
    }

    [Fact]
    public void Shorten_NoRoomForText_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => SmsText.Shorten("text", 3));

    [Fact]
    public void Shorten_AnyText_FitsAndBreaksNoCharacterAndNoLink() => Prop.ForAll(Texts, Gen.Choose(4, 60).ToArbitrary(), (text, max) =>
    {
        var result = SmsText.Shorten(text, max);
        if (text.Length <= max)
        {
            return result == text;
        }

        var kept = result[..^3].TrimEnd();
        var boundaries = StringInfo.ParseCombiningCharacters(text).Append(text.Length);
        return result.Length <= max && result.EndsWith("...", StringComparison.Ordinal) && text.StartsWith(kept, StringComparison.Ordinal)
            && boundaries.Contains(kept.Length) && !kept.Contains("https://", StringComparison.Ordinal) | kept.Split("https://")[1..].All(l => l.StartsWith("a.example/b1", StringComparison.Ordinal));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000).WithReplay(44, 45).WithEndSize(100));

    [Fact]
    public void Suggest_TypographicCharacters_AreListedAndMakeTheTextCheap()
    {
        const string Text = "Your “table” – it’s ready… 20\u202F€";
        var suggestions = SmsText.Suggest(Text);
        Assert.Equal([5, 11, 13, 17, 25, 29], suggestions.Select(s => s.Index));
        var plain = new StringBuilder(Text);
        foreach (var suggestion in suggestions.Reverse())
        {
            plain.Remove(suggestion.Index, 1).Insert(suggestion.Index, suggestion.Replacement);
        }

        Assert.Equal("Your \"table\" - it's ready... 20 €", plain.ToString());
        Assert.Equal(SmsEncoding.Gsm7, SmsText.Measure(plain.ToString()).Encoding);
    }

    [Fact]
    public void Suggest_Letters_AreLeftAlone() => Assert.Empty(SmsText.Suggest("Đỗ Thị Hằng, ça va? 😀"));

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
