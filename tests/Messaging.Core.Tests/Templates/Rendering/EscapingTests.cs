using Messaging.Templates;
using Messaging.Testing;
using static Messaging.Core.Tests.Templates.Rendering.Render;

namespace Messaging.Core.Tests.Templates.Rendering;

public sealed class EscapingTests
{
    private static readonly object Data = new { name = "<b>\"Lan\" & 'Đức'</b>", items = new[] { "<i>" }, amount = -5, price = "<&>", url = "https://x.test/?a=1&b=2" };

    [Fact]
    public void Html_EscapesValuesAndNothingElse() =>
        Assert.Equal("<p title=\"&lt;b&gt;&quot;Lan&quot; &amp; &#39;Đức&#39;&lt;/b&gt;\">Grüße</p>", Html("<p title=\"{{name}}\">Grüße</p>", Data));

    [Theory]
    [InlineData("{{{name}}}", "<b>\"Lan\" & 'Đức'</b>")]
    [InlineData("{{{name}}}{{price}}", "<b>\"Lan\" & 'Đức'</b>&lt;&amp;&gt;")]
    [InlineData("{{#if name}}{{{price}}}{{/if}}{{price}}", "<&>&lt;&amp;&gt;")]
    [InlineData("{{#each items}}{{this}}{{/each}}{{#each items as |i|}}{{i}}{{/each}}", "&lt;i&gt;&lt;i&gt;")]
    [InlineData("{{default missing \"<a>\"}}{{{default missing \"<a>\"}}}", "&lt;a&gt;<a>")]
    [InlineData("{{currency price}}{{lookup items 0}}{{date \"2030-01-01\" \"'<b>'\"}}", "&lt;&amp;&gt;&lt;i&gt;&lt;b&gt;")]
    [InlineData("<a href=\"{{url}}\">", "<a href=\"https://x.test/?a=1&amp;b=2\">")]
    public void Html_EscapesEveryWayAValueIsShown(string template, string expected) => Assert.Equal(expected, Html(template, Data));

    [Theory]
    [InlineData("{{#*inline \"p\"}}{{price}}{{/inline}}\n    {{> p}}\n")]
    [InlineData("{{#*inline \"p\"}}\n{{price}}\n{{/inline}}\n    {{> p}}\nend")]
    [InlineData("{{#*inline \"p\"}}{{#each @root.items}}\n {{> q}}\n{{/each}}{{/inline}}{{#*inline \"q\"}}{{this}}{{/inline}}\n    {{> p}}\nend")]
    [InlineData("{{#*inline \"p\"}}{{price}}{{/inline}}{{#if price}}\n\t{{> p}}\n{{/if}}")]
    public void Html_InAnIndentedPartial_IsEscapedToo(string template)
    {
        var html = Html(template, Data);
        Assert.DoesNotContain("<", html, StringComparison.Ordinal);
        Assert.Contains("&lt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_InAPartial_IsEscapedWhateverSurroundsIt()
    {
        string[] before = ["", "  ", "\n  ", "\r\n\t", "x\n  ", "\n\n ", "\n\u00A0 ", "\v\n  ", "{{! c }}\n  ", "{{#if price}}\n  "];
        string[] after = ["", "\n", " \r\n", "\r", " x", "\u00A0\n"];
        foreach (var (start, end) in from start in before from end in after select (start, end))
        {
            const string tag = "{{> p}}";
            var close = start.Contains("#if", StringComparison.Ordinal) ? "{{/if}}" : "";
            var template = $"{{{{#*inline \"p\"}}}}{{{{price}}}}{{{{/inline}}}}{start}{tag}{end}{close}";
            Assert.True(!Html(template, Data).Contains('<', StringComparison.Ordinal), template);
            template = $"{start}{tag}{end}{close}{{{{#*inline \"p\"}}}}{{{{price}}}}{{{{/inline}}}}";
            Assert.True(!Html(template, Data).Contains('<', StringComparison.Ordinal), template);
        }
    }

    [Fact]
    public void TextAndSubject_EscapeNothing()
    {
        var content = new TemplateContent { Channel = MessageChannel.Email, Subject = "{{name}}", Text = "{{name}} {{{name}}}" };
        var rendered = new HandlebarsTemplateEngine(new ManualTimeProvider()).Render(content, TemplateData.From(Data), Context);
        Assert.Equal(("<b>\"Lan\" & 'Đức'</b>", "<b>\"Lan\" & 'Đức'</b> <b>\"Lan\" & 'Đức'</b>"), (rendered.Subject, rendered.Text));
    }

    [Fact]
    public void Html_AfterAFailedRaw_EscapesAgain()
    {
        Assert.Throws<TemplateException>(() => Html("{{{missing}}}", Data));
        Assert.Equal("&lt;&amp;&gt;", Html("{{price}}", Data));
    }

    [Theory]
    [InlineData("Hello\r\nBcc: all@x.test", "Hello Bcc: all@x.test")]
    [InlineData(" \n Two \t lines\u2028three\u0085four\u0000five\u001B\n", "Two lines three four five")]
    [InlineData("\u00A0Zwei\u00A0Wörter ", "Zwei Wörter")]
    [InlineData("\n", "")]
    public void Subject_IsOneLine(string value, string expected)
    {
        var content = new TemplateContent { Channel = MessageChannel.Email, Subject = "{{value}}", Text = "" };
        Assert.Equal(expected, new HandlebarsTemplateEngine(new ManualTimeProvider()).Render(content, TemplateData.From(new { value }), Context).Subject);
    }
}
