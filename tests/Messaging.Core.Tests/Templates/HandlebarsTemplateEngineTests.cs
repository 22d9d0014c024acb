using Messaging.Templates;
using Messaging.Testing;

namespace Messaging.Core.Tests.Templates;

public sealed class HandlebarsTemplateEngineTests
{
    private static readonly RenderContext Context = new("en-US", "UTC", "USD");

    private readonly HandlebarsTemplateEngine _engine = new(new ManualTimeProvider());

    [Fact]
    public void Render_AllParts_RendersEach()
    {
        var content = new TemplateContent { Channel = MessageChannel.Email, Subject = "Hi {{name}}", Text = "Text {{name}}", Html = "<p>{{name}}</p>" };
        Assert.Equal(new RenderedContent("Hi A & B", "Text A & B", "<p>A &amp; B</p>"), _engine.Render(content, TemplateData.From(new { name = "A & B" }), Context));
    }

    [Fact]
    public void Render_AbsentParts_StayAbsent()
    {
        var rendered = _engine.Render(new TemplateContent { Channel = MessageChannel.Sms, Text = "x" }, TemplateData.Empty, Context);
        Assert.Equal(new RenderedContent(null, "x", null), rendered);
    }

    [Fact]
    public void Render_EmailWithHtmlOnly_DerivesTheTextFromWhatWasRendered()
    {
        var content = new TemplateContent { Channel = MessageChannel.Email, Subject = "s", Html = "<h1>Hi {{name}}</h1><p>Pay <a href=\"{{url}}\">here</a></p>" };
        var rendered = _engine.Render(content, TemplateData.From(new { name = "A < B & <b>", url = "https://x.test/?a=1&b=2" }), Context);
        Assert.Equal("Hi A < B & <b>\n\nPay here (https://x.test/?a=1&b=2)", rendered.Text);
    }

    [Fact]
    public void Render_OtherChannelWithHtmlOnly_DerivesNoText() =>
        Assert.Null(_engine.Render(new TemplateContent { Channel = MessageChannel.InApp, Html = "<p>x</p>" }, TemplateData.Empty, Context).Text);

    [Fact]
    public void Render_EmailWithText_KeepsIt()
    {
        var content = new TemplateContent { Channel = MessageChannel.Email, Text = "", Html = "<p>x</p>" };
        Assert.Equal("", _engine.Render(content, TemplateData.Empty, Context).Text);
    }

    [Theory]
    [InlineData("", "email.html")]
    [InlineData("de-AT", "email.de-AT.html")]
    public void Render_Malformed_FailsWithTheFirstProblemAndItsPlace(string locale, string part)
    {
        var content = new TemplateContent { Channel = MessageChannel.Email, Locale = locale, Subject = "fine", Html = "<p>\n {{#if name}}\n {{nam?}}</p>" };
        var e = Assert.Throws<TemplateException>(() => _engine.Render(content, TemplateData.Empty, Context));
        Assert.Equal((TemplateError.Syntax, part, (int?)2, (int?)2), (e.Error, e.Part, e.Line, e.Column));
        Assert.Equal($"{part}, line 2, column 2: The block {{{{#if}}}} is not closed. Add {{{{/if}}}} where it ends.", e.Message);
        Assert.Null(e.Template);
    }

    [Fact]
    public void Validate_ReportsEveryPart()
    {
        var content = new TemplateContent { Channel = MessageChannel.Email, Subject = "{{a", Text = "{{#if a}}\n{{/if}}", Html = "{{nope a}}\n{{/each}}" };
        Assert.Equal(
            [("subject", (int?)1, (int?)1), ("html", (int?)1, (int?)3), ("html", (int?)2, (int?)1)],
            _engine.Validate(content).Select(p => (p.Part, p.Line, p.Column)));
    }

    [Fact]
    public void Validate_NeedsNoData() => Assert.Equal([], _engine.Validate(new TemplateContent { Channel = MessageChannel.Sms, Text = "{{any.name}}{{#each any}}{{x}}{{/each}}" }));

    [Fact]
    public void Validate_HalfACharacter_IsAProblem() =>
        Assert.Contains("half of a character", Assert.Single(_engine.Validate(new TemplateContent { Channel = MessageChannel.Sms, Text = "a\uD800" })).Message, StringComparison.Ordinal);

    [Fact]
    public void Render_OneTemplateOnManyThreads_GivesEachItsOwnValues()
    {
        var content = new TemplateContent { Channel = MessageChannel.Email, Subject = "{{n}}", Html = "{{#each items}}{{this}}{{../n}},{{/each}}" };
        Parallel.For(0, 500, i =>
        {
            var rendered = _engine.Render(content, TemplateData.From(new { n = i, items = new[] { "<", "b" } }), new RenderContext(i % 2 == 0 ? "en-US" : "de-DE", "UTC", "USD"));
            Assert.Equal(($"{i}", $"&lt;{i},b{i},"), (rendered.Subject, rendered.Html));
        });
    }

    [Fact]
    public void Render_SameTextAsHtmlAndText_EscapesOnlyTheHtml()
    {
        var content = new TemplateContent { Channel = MessageChannel.Email, Text = "{{x}}", Html = "{{x}}" };
        var rendered = _engine.Render(content, TemplateData.From(new { x = "&" }), Context);
        Assert.Equal(("&", "&amp;"), (rendered.Text, rendered.Html));
    }
}
