using Messaging.Templates;
using Messaging.Testing;

namespace Messaging.Core.Tests.Templates.Rendering;

public sealed class IncludeTests
{
    private static readonly HandlebarsTemplateEngine Engine = new(new ManualTimeProvider());

    [Fact]
    public void Layout_SurroundsTheHtml_AndEveryTextIsEscapedOnce()
    {
        var content = Html("<p>{{name}}</p>", "base", new TemplateInclude("base", "1", null, "<h1>{{title}}</h1>{{> body}}{{> footer}}"), new TemplateInclude("footer", "1", "x", "<i>{{name}}</i>"));
        Assert.Equal("<h1>&lt;T&gt;</h1><p>A &amp; B</p><i>A &amp; B</i>", Render(content, new { title = "<T>", name = "A & B" }).Html);
    }

    [Fact]
    public void Layout_WithoutATextForm_LeavesTheTextAlone()
    {
        var include = new TemplateInclude("base", "1", null, "[{{> body}}]");
        Assert.Equal(("t", "[h]"), Parts(Html("h", "base", include) with { Text = "t" }));
        Assert.Equal(("(t)", "[h]"), Parts(Html("h", "base", include with { Text = "({{> body}})" }) with { Text = "t" }));

        static (string?, string?) Parts(TemplateContent content)
        {
            var rendered = Render(content, null);
            return (rendered.Text, rendered.Html);
        }
    }

    [Fact]
    public void Partial_IsShownForAValue_InItsOwnForm_AndInAnotherPartial()
    {
        var content = new TemplateContent
        {
            Channel = MessageChannel.Sms,
            Text = "{{#each items}}{{> line}} {{/each}}{{> line items.0}}",
            Includes = [new TemplateInclude("line", "1", "{{name}}{{> sign}}", "<b>{{name}}</b>"), new TemplateInclude("sign", "1", "!", null)],
        };
        Assert.Equal("a! b! a!", Render(content, new { items = new[] { new { name = "a" }, new { name = "b" } } }).Text);
    }

    [Fact]
    public void InlinePartials_OfBodyLayoutAndPartial_DoNotMeet()
    {
        var content = Html(
            "{{#*inline \"x\"}}body{{/inline}}{{> x}}{{> p}}",
            "base",
            new TemplateInclude("base", "1", null, "{{#*inline \"x\"}}layout{{/inline}}{{> x}}-{{> body}}-{{> x}}"),
            new TemplateInclude("p", "1", null, "{{#*inline \"x\"}}partial{{/inline}}{{> x}}"));
        Assert.Equal("layout-bodypartial-layout", Render(content, null).Html);
    }

    [Fact]
    public void InlinePartial_GoesBeforeAnInclude_OfTheSameName() => Assert.Equal(
        "own", Render(Html("{{#*inline \"x\"}}own{{/inline}}{{> x}}", null, new TemplateInclude("x", "1", null, "other")), null).Html);

    [Fact]
    public void MissingValue_InAPartial_NamesThePartialAndItsLine()
    {
        var content = Html("<p>\n{{> sign}}</p>", "base", new TemplateInclude("base", "1", null, "{{> body}}"), new TemplateInclude("sign", "1", null, "a\nb {{owner}}"));
        var error = Assert.Throws<TemplateException>(() => Render(content, null));
        Assert.StartsWith("email.html, in 'sign', line 2, column 5: 'owner' has no value.", error.Message, StringComparison.Ordinal);
        Assert.Equal((TemplateError.MissingValue, "email.html", 2, 5), (error.Error, error.Part, error.Line, error.Column));
    }

    [Fact]
    public void UnknownPartial_IsAProblem_ThatSuggestsTheIncludedOnes()
    {
        var problem = Assert.Single(Engine.Validate(Html("{{> sgin}}", null, new TemplateInclude("sign", "1", null, ""))));
        Assert.Contains("Did you mean 'sign'?", problem.Message, StringComparison.Ordinal);
        Assert.Contains("no partial 'body'", Assert.Single(Engine.Validate(Html("{{> body}}", null))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MistakeInAnInclude_NamesIt()
    {
        var problem = Assert.Single(Engine.Validate(Html("{{> sign}}", null, new TemplateInclude("sign", "1", null, "\n{{#if x}}"))));
        Assert.StartsWith("In 'sign', line 2, column 1: ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PartialsThatShowEachOther_AreStoppedByTheirDepth()
    {
        var content = Html("{{> a}}", null, new TemplateInclude("a", "1", null, "{{> b}}"), new TemplateInclude("b", "1", null, "{{> a}}"));
        Assert.Equal(TemplateError.Limit, Assert.Throws<TemplateException>(() => Render(content, null)).Error);
    }

    [Fact]
    public void PartialsTogether_MayHaveNoMoreTagsThanOneText()
    {
        var many = string.Concat(Enumerable.Repeat("{{a}}", 1_500));
        var problem = Assert.Single(Engine.Validate(Html("{{> p}}" + many, null, new TemplateInclude("p", "1", null, many))));
        Assert.Contains("2,000 tags together", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PushParts_AreRenderedToo()
    {
        var content = new TemplateContent
        {
            Channel = MessageChannel.Push,
            Subject = "Hi {{name}}",
            Text = "t",
            Image = "https://x/{{id}}.png",
            Link = "https://x/{{id}}",
            Actions = [new ContentAction("yes", "Yes, {{name}}", "https://x/{{id}}/yes"), new ContentAction("no", "No")],
        };
        var rendered = Render(content, new { name = "Lan & Đức", id = 7 });
        Assert.Equal(("https://x/7.png", "https://x/7"), (rendered.Image, rendered.Link));
        Assert.Equal([new ContentAction("yes", "Yes, Lan & Đức", "https://x/7/yes"), new ContentAction("no", "No")], rendered.Actions!);
    }

    [Fact]
    public void ApprovedTemplate_GetsItsValues()
    {
        var content = new TemplateContent { Channel = MessageChannel.WhatsApp, Text = "t", Approved = new ApprovedTemplate("booking_v2", "pt_BR", ["{{name}}", "{{currency total}}"]) };
        var approved = Render(content, new { name = "Lan", total = 5 }).Approved!;
        Assert.Equal(("booking_v2", "pt_BR"), (approved.Name, approved.Language));
        Assert.Equal(["Lan", "$5.00"], approved.Parameters);
        Assert.Equal("parameter 2", Assert.Single(Engine.Validate(content with { Approved = approved with { Parameters = ["x", "{{"] } })).Part);
    }

    private static TemplateContent Html(string html, string? layout, params TemplateInclude[] includes) =>
        new() { Channel = MessageChannel.Email, Html = html, Layout = layout, Includes = includes };

    private static RenderedContent Render(TemplateContent content, object? data) => Engine.Render(content, TemplateData.From(data), Templates.Rendering.Render.Context);
}
