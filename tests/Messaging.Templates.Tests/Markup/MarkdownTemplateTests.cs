namespace Messaging.Templates.Tests.Markup;

public sealed class MarkdownTemplateTests
{
    [Theory]
    [InlineData("# Hi {{name}}\n\nSee *you* on **{{date day \"long\"}}**.", "<h1>Hi {{name}}</h1>\n<p>See <em>you</em> on <strong>{{date day \"long\"}}</strong>.</p>\n")]
    [InlineData("{{a_b}} and {{c_d}} and {{[x*y]}}*z*", "<p>{{a_b}} and {{c_d}} and {{[x*y]}}<em>z</em></p>\n")]
    [InlineData("[Pay]({{url}}) [more](https://a.example/{{id}}?x=1&y=2 \"{{t}}\")", "<p><a href=\"{{url}}\">Pay</a> <a href=\"https://a.example/{{id}}?x=1&amp;y=2\" title=\"{{t}}\">more</a></p>\n")]
    [InlineData("Dear {{#if a}}{{a}}{{else}}you{{/if}},", "<p>Dear {{#if a}}{{a}}{{else}}you{{/if}},</p>\n")]
    [InlineData("one\n{{#if a}}\ntwo\n{{/if}}\nthree", "<p>one</p>\n{{#if a}}\n<p>two</p>\n{{/if}}\n<p>three</p>\n")]
    [InlineData("{{#each items}}\n- {{name}}\n{{/each}}", "{{#each items}}\n<ul>\n<li>{{name}}</li>\n</ul>\n{{/each}}\n")]
    [InlineData("- one\n{{#if a}}\n- two\n{{/if}}", "<ul>\n<li>one</li>\n</ul>\n{{#if a}}\n<ul>\n<li>two</li>\n</ul>\n{{/if}}\n")]
    [InlineData("{{#ifEquals a \"<b>\"}}\nx\n{{/ifEquals}} {{#if b}}\n\ny\n\n{{/if}}", "{{#ifEquals a \"<b>\"}}\n<p>x</p>\n{{/ifEquals}} {{#if b}}\n<p>y</p>\n{{/if}}\n")]
    [InlineData("{{> signature}}\n\n{{{banner}}}\n\n{{greeting}}", "{{> signature}}\n{{{banner}}}\n<p>{{greeting}}</p>\n")]
    [InlineData("`{{> x}}` \\{{no}} \\\\{{yes}}", "<p><code>{{> x}}</code> \\{{no}} \\\\{{yes}}</p>\n")]
    [InlineData("<b>a</b> & <script>{{x}}</script>", "<p>&lt;b&gt;a&lt;/b&gt; &amp; &lt;script&gt;{{x}}&lt;/script&gt;</p>\n")]
    [InlineData("qz0x {{a}} qzz", "<p>qz0x {{a}} qzz</p>\n")]
    [InlineData("![Logo](https://a.example/l.png) <mailto:a@b.example> <a@b.example> [call](tel:+4912)", "<p><img src=\"https://a.example/l.png\" alt=\"Logo\" /> <a href=\"mailto:a@b.example\">mailto:a@b.example</a> <a href=\"mailto:a@b.example\">a@b.example</a> <a href=\"tel:+4912\">call</a></p>\n")]
    public void ToHtml_KeepsTheTagsOfTheTemplate(string markdown, string expected) => Assert.Equal(expected, MarkdownTemplate.ToHtml(markdown));

    [Theory]
    [InlineData("a\n\n[x](http://a.example)", 3)]
    [InlineData("[x](javascript:alert(1))", 1)]
    [InlineData("[x](JavaScript:{{a}})", 1)]
    [InlineData("[x](/relative)", 1)]
    [InlineData("[x]()", 1)]
    [InlineData("<ftp://a.example>", 1)]
    [InlineData("![x](data:image/png;base64,AAAA)", 1)]
    [InlineData("[x][y]\n\n[y]: http://a.example", 1)]
    public void ToHtml_OtherAddresses_AreRefusedWithTheirPlace(string markdown, int line)
    {
        var error = Assert.Throws<TemplateException>(() => MarkdownTemplate.ToHtml(markdown));
        Assert.Equal((TemplateError.Syntax, (int?)line), (error.Error, error.Line));
    }

    [Fact]
    public void ToHtml_HtmlAllowed_StaysHtml() => Assert.Equal("<p><b>{{a}}</b></p>\n", MarkdownTemplate.ToHtml("<b>{{a}}</b>", allowHtml: true));

    [Fact]
    public void ToHtml_TooMuch_IsRefused()
    {
        Assert.Equal(TemplateError.Limit, Assert.Throws<TemplateException>(() => MarkdownTemplate.ToHtml(new string('a', HtmlEmail.MaxBytes + 1))).Error);
        Assert.Equal(TemplateError.Limit, Assert.Throws<TemplateException>(() => MarkdownTemplate.ToHtml(new string('>', 2000) + "a")).Error);
    }
}
