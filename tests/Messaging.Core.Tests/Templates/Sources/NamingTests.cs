using Messaging.Templates;
using Messaging.Templates.Sources;

namespace Messaging.Core.Tests.Templates.Sources;

public sealed class NamingTests
{
    [Theory]
    [InlineData("de", true)]
    [InlineData("de-AT", true)]
    [InlineData("zh-Hant-TW", true)]
    [InlineData("es-419", true)]
    [InlineData("fil", true)]
    [InlineData("", false)]
    [InlineData("d", false)]
    [InlineData("german", false)]
    [InlineData("de_AT", false)]
    [InlineData("de-", false)]
    [InlineData("12", false)]
    [InlineData("de-ä", false)]
    public void LocaleTag_HasTheFormOfATag(string tag, bool expected) => Assert.Equal(expected, LocaleTag.IsValid(tag));

    [Theory]
    [InlineData("booking-confirmed", true)]
    [InlineData("Invoice_2.paid", true)]
    [InlineData("đặt-lịch", true)]
    [InlineData("", false)]
    [InlineData(".hidden", false)]
    [InlineData("a/b", false)]
    [InlineData("a b", false)]
    [InlineData("a\n", false)]
    public void TemplateCode_HasTheFormOfAName(string code, bool expected) => Assert.Equal(expected, TemplateCode.IsValid(code));

    [Fact]
    public void TemplateCode_IsNotTooLong()
    {
        Assert.True(TemplateCode.IsValid(new string('a', 100)));
        Assert.False(TemplateCode.IsValid(new string('a', 101)));
    }

    [Theory]
    [InlineData("email.html.hbs", "email", "", "html")]
    [InlineData("EMAIL.de-AT.SUBJECT.HBS", "email", "de-AT", "subject")]
    [InlineData("in-app.text.hbs", "inapp", "", "text")]
    [InlineData("voice2.vi.text.hbs", "voice2", "vi", "text")]
    public void TemplateFileName_IsRead(string name, string channel, string locale, string part)
    {
        Assert.Null(TemplateFileName.Read(name, TemplateIntake.None, out var result));
        Assert.Equal((channel, locale, part), (result!.Channel.Value, result.Locale, result.Part));
    }

    [Theory]
    [InlineData("email.hbs")]
    [InlineData("email.html")]
    [InlineData("email..html.hbs")]
    [InlineData(".html.hbs")]
    [InlineData("email.html.de.hbs")]
    public void TemplateFileName_OfAnotherForm_IsRefused(string name)
    {
        Assert.NotNull(TemplateFileName.Read(name, TemplateIntake.None, out var result));
        Assert.Null(result);
    }

    [Fact]
    public void TemplateHash_TellsPartsApart()
    {
        TemplateContent[] contents =
        [
            new() { Channel = "sms", Text = "ab" },
            new() { Channel = "sms", Text = "ab", Subject = "" },
            new() { Channel = "sms", Subject = "ab" },
            new() { Channel = "sms", Subject = "a", Text = "b" },
            new() { Channel = "sms", Html = "ab" },
            new() { Channel = "sms", Locale = "de", Text = "ab" },
            new() { Channel = "push", Text = "ab" },
        ];
        Assert.Equal(contents.Length, contents.Select(c => TemplateHash.Of([c])).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void TemplateHash_StaysTheSameForEver() =>
        Assert.Equal("faafefbe26e43b7e", TemplateHash.Of([new TemplateContent { Channel = "email", Subject = "S", Html = "<p>é</p>" }, new TemplateContent { Channel = "sms", Text = "T" }]));
}
