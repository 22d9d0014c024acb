using Messaging.Templates;

namespace Messaging.Core.Tests.Templates;

public sealed class TemplateBuilderTests
{
    [Fact]
    public void Build_EveryChannel_HasItsParts()
    {
        var template = Build(t => t
            .Email("S", html: "H", text: "T").Sms("s").WhatsApp("w").Messenger("m").Push("P", "p").InApp("I", "i").Channel("voice", subject: null, "v"));
        Assert.Equal(
            [
                ("email", "S", "T", "H"), ("sms", null, "s", null), ("whatsapp", null, "w", null), ("messenger", null, "m", null), ("push", "P", "p", null), ("inapp", "I", "i", null),
                ("voice", null, "v", null),
            ],
            template.Contents.Select(c => (c.Channel.Value, c.Subject, c.Text, c.Html)));
        Assert.Equal("booking-confirmed", template.Code);
    }

    [Fact]
    public void Build_Locales_AreForWhatFollows()
    {
        var template = Build(t => t.Sms("default").Locale("de").Sms("deutsch").Locale("de-AT").Sms("österreichisch"));
        Assert.Equal(" de de-AT", string.Join(' ', template.Contents.Select(c => c.Locale)));
        Assert.Equal("österreichisch", template.Find("sms", "de-AT")!.Text);
        Assert.Equal("deutsch", template.Find("sms", "de-CH")!.Text);
        Assert.Equal("default", template.Find("sms", "fr")!.Text);
    }

    [Fact]
    public void Version_IsAHashOfWhatItSays()
    {
        var version = Build(t => t.Email("S", text: "T").Sms("s")).Version;
        Assert.Matches("^[0-9a-f]{16}$", version);
        Assert.Equal(version, Build(t => t.Sms("s").Email("S", text: "T")).Version);
        Assert.NotEqual(version, Build(t => t.Email("ST", text: "").Sms("s")).Version, StringComparer.Ordinal);
        Assert.NotEqual(version, Build(t => t.Email("S", html: "T").Sms("s")).Version, StringComparer.Ordinal);
        Assert.NotEqual(version, Build(t => t.Email("S", text: "T").Locale("de").Sms("s")).Version, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("no-content", "has no content")]
    [InlineData("no-body", "has no body")]
    [InlineData("no-channel", "without a channel")]
    [InlineData("twice", "is described twice")]
    [InlineData("twice-de", "is described twice")]
    [InlineData("locale", "is not a language tag")]
    public void Build_Incomplete_SaysWhatToCall(string mistake, string expected)
    {
        var e = Assert.Throws<MessagingConfigurationException>(() => Build(t => _ = mistake switch
        {
            "no-body" => t.Email("S"),
            "no-channel" => t.Channel(default, null, "x"),
            "twice" => t.Sms("a").Sms("b"),
            "twice-de" => t.Sms("a").Locale("de").Sms("b").Locale("DE").Sms("c"),
            "locale" => t.Locale("german"),
            _ => t,
        }));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Contains("booking-confirmed", e.Message, StringComparison.Ordinal);
    }

    private static TemplateVersion Build(Action<TemplateBuilder> describe)
    {
        var builder = new TemplateBuilder("booking-confirmed");
        describe(builder);
        return builder.Build();
    }
}
