using Messaging.Templates;
using Messaging.Testing;

namespace Messaging.Core.Tests.Templates;

public sealed class TemplateRendererTests
{
    private static readonly TemplateVersion Template = new()
    {
        Code = "invoice",
        Version = "1",
        Contents =
        [
            new TemplateContent { Channel = MessageChannel.Sms, Text = "Due {{date due \"long\"}}" },
            new TemplateContent { Channel = MessageChannel.Sms, Locale = "de", Text = "Fällig {{date due \"long\"}}" },
        ],
    };

    private readonly TemplateRenderer _renderer = new(new HandlebarsTemplateEngine(new ManualTimeProvider()));

    [Theory]
    [InlineData("en-US", "Due January 31, 2030")]
    [InlineData("de-DE", "Fällig 31. Januar 2030")]
    [InlineData("vi-VN", "Due 31 tháng 1, 2030")]
    public void Render_TakesTheBestLanguage(string locale, string expected) =>
        Assert.Equal(expected, Render(MessageChannel.Sms, new { due = "2030-01-31" }, locale).Text);

    [Fact]
    public void Render_WithoutContent_NamesTheChannelsThatHaveSome()
    {
        var e = Assert.Throws<TemplateException>(() => Render(MessageChannel.Push, null, "en-US"));
        Assert.Equal((TemplateError.NoContent, "invoice"), (e.Error, e.Template));
        Assert.Contains("It has content for: sms.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Failure_NamesTheTemplate()
    {
        var e = Assert.Throws<TemplateException>(() => Render(MessageChannel.Sms, null, "de-AT"));
        Assert.Equal((TemplateError.MissingValue, "invoice", "sms.de.text", "due", (int?)1, (int?)10), (e.Error, e.Template, e.Part, e.Value, e.Line, e.Column));
        Assert.StartsWith("Template 'invoice', sms.de.text, line 1, column 10: 'due' has no value.", e.Message, StringComparison.Ordinal);
    }

    private RenderedContent Render(MessageChannel channel, object? data, string locale) =>
        _renderer.Render(Template, channel, TemplateData.From(data), new RenderContext(locale, "UTC", "USD"));
}
