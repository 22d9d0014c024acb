using Messaging.Templates;

namespace Messaging.Core.Tests.Templates;

public sealed class TemplateVersionTests
{
    private readonly TemplateVersion _template = new()
    {
        Code = "a",
        Version = "1",
        Contents =
        [
            new TemplateContent { Channel = "sms", Text = "default" },
            new TemplateContent { Channel = "sms", Locale = "zh-Hant", Text = "zh-Hant" },
            new TemplateContent { Channel = "sms", Locale = "de-AT", Text = "de-AT" },
            new TemplateContent { Channel = "push", Locale = "de", Text = "push de" },
        ],
    };

    [Theory]
    [InlineData("sms", "", "default")]
    [InlineData("sms", "en-US", "default")]
    [InlineData("sms", "de", "default")]
    [InlineData("sms", "de-AT", "de-AT")]
    [InlineData("sms", "DE-at", "de-AT")]
    [InlineData("sms", "de-AT-1996", "de-AT")]
    [InlineData("sms", "zh-Hant-TW", "zh-Hant")]
    [InlineData("push", "de-CH", "push de")]
    [InlineData("push", "fr", null)]
    [InlineData("email", "de", null)]
    public void Find_FallsBackToTheLanguageThenToTheDefault(string channel, string locale, string? expected) => Assert.Equal(expected, _template.Find(channel, locale)?.Text);
}
