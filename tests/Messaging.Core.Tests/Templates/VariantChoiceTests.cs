using Messaging.Templates;

namespace Messaging.Core.Tests.Templates;

public sealed class VariantChoiceTests
{
    [Theory]
    [InlineData("a:1 b:1")]
    [InlineData("a:9 b:1")]
    [InlineData("a:1 b:2 c:3 d:4")]
    [InlineData("a:999 b:1")]
    [InlineData("a:0 b:7")]
    public void Choice_OfManyRecipients_FollowsTheWeights(string weights)
    {
        const int count = 40_000;
        var template = Template(weights);
        var chosen = Enumerable.Range(0, count).CountBy(i => VariantChoice.Of(template, "t", $"r{i}", "")).ToDictionary();
        var total = template.Variants.Sum(v => v.Weight);
        var distance = template.Variants.Where(v => v.Weight > 0).Sum(v =>
        {
            var expected = (double)count * v.Weight / total;
            return Math.Pow(chosen.GetValueOrDefault(v.Name) - expected, 2) / expected;
        });

        // The statistic exceeds this with a chance below one in a thousand for three degrees of freedom; the recipients are fixed, so the outcome is too.
        Assert.InRange(distance, 0, 16.3);
        Assert.DoesNotContain("a", weights.StartsWith("a:0", StringComparison.Ordinal) ? chosen.Keys : []);
    }

    [Fact]
    public void Choice_IsTheSameForever()
    {
        var template = Template("a:1 b:1 c:1");
        Assert.Equal("a c c a b b", string.Join(' ', Enumerable.Range(0, 6).Select(i => VariantChoice.Of(template, "", $"r{i}", ""))));
    }

    [Fact]
    public void Choice_WithAnId_DoesNotDependOnTheAddress()
    {
        var template = Template("a:1 b:1");
        Assert.All(Enumerable.Range(0, 50), i => Assert.Equal(VariantChoice.Of(template, "", $"r{i}", "a@x"), VariantChoice.Of(template, "", $"r{i}", "b@x")));
        Assert.True(Enumerable.Range(0, 50).Select(i => VariantChoice.Of(template, "", "", $"{i}@x")).Distinct(StringComparer.Ordinal).Count() == 2);
    }

    [Fact]
    public void Choice_OfAnotherTenantOrTemplate_IsIndependent()
    {
        var (first, second) = (Template("a:1 b:1"), Template("a:1 b:1") with { Code = "other" });
        var recipients = Enumerable.Range(0, 4_000).Select(i => $"r{i}").ToList();
        Assert.InRange(recipients.Count(r => VariantChoice.Of(first, "", r, "") == VariantChoice.Of(second, "", r, "")), 1_850, 2_150);
        Assert.InRange(recipients.Count(r => VariantChoice.Of(first, "", r, "") == VariantChoice.Of(first, "t", r, "")), 1_850, 2_150);
    }

    [Fact]
    public void Choice_WhenAWeightGrows_TakesNobodyFromIt()
    {
        var (before, after) = (Template("a:1 b:9"), Template("a:2 b:8"));
        var recipients = Enumerable.Range(0, 2_000).Select(i => $"r{i}").Where(r => VariantChoice.Of(before, "", r, "") == "a");
        Assert.All(recipients, r => Assert.Equal("a", VariantChoice.Of(after, "", r, "")));
    }

    [Fact]
    public void Choice_WithoutVariants_IsTheWordingWithoutAName() => Assert.Equal("", VariantChoice.Of(Template(""), "", "r", ""));

    [Theory]
    [InlineData("de-AT", "b", "de b")]
    [InlineData("de", "c", "de")]
    [InlineData("fr", "b", "b")]
    [InlineData("fr", "", "plain")]
    public void Find_TakesTheLanguageFirst_ThenTheVariant(string locale, string variant, string expected)
    {
        var template = Template("b:1") with
        {
            Contents = [Sms("", "", "plain"), Sms("", "b", "b"), Sms("de", "", "de"), Sms("de", "b", "de b"), Sms("", "c", "c")],
        };
        Assert.Equal(expected, template.Find(MessageChannel.Sms, locale, variant)!.Text);
    }

    private static TemplateContent Sms(string locale, string variant, string text) => new() { Channel = MessageChannel.Sms, Locale = locale, Variant = variant, Text = text };

    private static TemplateVersion Template(string weights) => new()
    {
        Code = "welcome",
        Version = "1",
        Contents = [],
        Variants = [.. weights.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => w.Split(':')).Select(w => new TemplateVariant(w[0], int.Parse(w[1], System.Globalization.CultureInfo.InvariantCulture)))],
    };
}
