using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace Messaging.Templates.Tests.Html;

public sealed partial class HtmlEmailTests
{
    private static string Body(string css, string body) => HtmlEmail.InlineCss($"<html><head><style>{css}</style></head><body>{body}</body></html>")
        is var html && Content().Match(html) is { Success: true } match ? match.Groups["body"].Value : "";

    private static string Head(string css, string body) => Content().Match(HtmlEmail.InlineCss($"<html><head><style>{css}</style></head><body>{body}</body></html>")).Groups["head"].Value;

    [Theory]
    [InlineData("p{color:red}", "<p>a</p>", "<p style=\"color: red\">a</p>")]
    [InlineData("P { COLOR : red ; }", "<P>a</P>", "<P style=\"color: red\">a</P>")]
    [InlineData(".x{color:red}p{color:blue}", "<p class=x>a</p>", "<p style=\"color: red\" class=x>a</p>")]
    [InlineData("#i{color:red}.x.y{color:blue}p{color:green}", "<p id=i class='x y'>a</p>", "<p style=\"color: red\" id=i class='x y'>a</p>")]
    [InlineData("p{color:red}p{color:blue}", "<p>a</p>", "<p style=\"color: blue\">a</p>")]
    [InlineData("p{color:red!important}.x{color:blue}", "<p class=x>a</p>", "<p style=\"color: red\" class=x>a</p>")]
    [InlineData("p{color:red;margin:0}", "<p style=\"color: blue\">a</p>", "<p style=\"margin: 0; color: blue\">a</p>")]
    [InlineData("p{color:red ! important}", "<p style='color: blue;'>a</p>", "<p style='color: blue; color: red'>a</p>")]
    [InlineData("p{margin:0}.x{margin-top:8px}", "<p class=x>a</p>", "<p style=\"margin: 0; margin-top: 8px\" class=x>a</p>")]
    [InlineData("p{background:#fff;background:linear-gradient(#fff,#000)}", "<p>a</p>", "<p style=\"background: #fff; background: linear-gradient(#fff,#000)\">a</p>")]
    [InlineData("p{mso-line-height-rule:exactly;color:#1a2B3c}", "<p>a</p>", "<p style=\"mso-line-height-rule: exactly; color: #1a2B3c\">a</p>")]
    [InlineData("p{font-family:\"Segoe UI\",Arial}", "<p>a</p>", "<p style=\"font-family: 'Segoe UI',Arial\">a</p>")]
    [InlineData("p{font-family:'Segoe UI'}", "<p style='margin:0'>a</p>", "<p style='font-family: \"Segoe UI\"; margin:0'>a</p>")]
    [InlineData("p{background:url(https://a.example/?x=1&y=2;3)}", "<p>a</p>", "<p style=\"background: url(https://a.example/?x=1&amp;y=2;3)\">a</p>")]
    [InlineData("/* } */ p /* x */ {/* color:blue; */color:red}", "<p>a</p>", "<p style=\"color: red\">a</p>")]
    [InlineData("p{content:'};'; color:red}", "<p>a</p>", "<p style=\"content: '};'; color: red\">a</p>")]
    [InlineData("<!-- p{color:red} -->", "<p>a</p>", "<p style=\"color: red\">a</p>")]
    [InlineData("p{color:red", "<p>a</p>", "<p style=\"color: red\">a</p>")]
    [InlineData("div p{color:red}", "<div><b><p>a</p></b></div><p>b</p>", "<div><b><p style=\"color: red\">a</p></b></div><p>b</p>")]
    [InlineData("div>p{color:red}", "<div><p>a</p><b><p>b</p></b></div>", "<div><p style=\"color: red\">a</p><b><p>b</p></b></div>")]
    [InlineData(".a>.b .c>i{color:red}", "<div class=a><div class=b><div class=b><p class=c><i>x</i></p></div></div></div>", "<div class=a><div class=b><div class=b><p class=c><i style=\"color: red\">x</i></p></div></div></div>")]
    [InlineData("table td{color:red}", "<table><tr><td>a</table>", "<table><tr><td style=\"color: red\">a</table>")]
    [InlineData("a[href^='https://x, y']{color:red}", "<a href='https://x, y'>a</a>", "<a style=\"color: red\" href='https://x, y'>a</a>")]
    [InlineData("h1,p{color:red}", "<h1>a</h1><p>b</p>", "<h1 style=\"color: red\">a</h1><p style=\"color: red\">b</p>")]
    [InlineData("br{color:red}", "<br/><br />", "<br style=\"color: red\"/><br style=\"color: red\" />")]
    [InlineData("p{color:red}", "<p style>a</p>", "<p style=\"color: red\">a</p>")]
    [InlineData("p{color:red}", "<p title='>'>a</p>", "<p style=\"color: red\" title='>'>a</p>")]
    [InlineData("p{color:red}", "<!--[if mso]><p>x</p><![endif]--><script>'<p>'</script>", "<!--[if mso]><p>x</p><![endif]--><script>'<p>'</script>")]
    public void InlineCss_MovesWhatTheCascadeSays(string css, string body, string expected) => Assert.Equal(expected, Body(css, body));

    [Theory]
    [InlineData("@media (max-width:480px){p{color:red}}", "<style>@media (max-width:480px){p{color:red !important}}</style>")]
    [InlineData("@media print{@supports (color:red){p{color:red;margin:0!important}}}", "<style>@media print{@supports (color:red){p{color:red !important;margin:0!important}}}</style>")]
    [InlineData("a:hover{color:red}", "<style>a:hover {color:red !important}</style>")]
    [InlineData("p,p:first-child{color:red}", "<style>p:first-child {color:red !important}</style>")]
    [InlineData("p + p{color:red}", "<style>p + p {color:red !important}</style>")]
    [InlineData("@font-face{font-family:x;src:url(y)}p{color:red}", "<style>@font-face{font-family:x;src:url(y)}</style>")]
    [InlineData("@import url(a.css);p{color:red}", "<style>@import url(a.css);</style>")]
    [InlineData(".ExternalClass{width:100%}p{color:red}", "<style>.ExternalClass {width:100%}</style>")]
    [InlineData("p,.none{color:red}", "<style>.none {color:red}</style>")]
    [InlineData("p{color:red}", "")]
    [InlineData("  /* p */ p{color:red} ", "")]
    [InlineData("{{#if dark}}p{color:red}{{/if}}", "<style>{{#if dark}}p{color:red}{{/if}}</style>")]
    public void InlineCss_LeavesInTheHeadWhatTheReaderMustDecide(string css, string expected) => Assert.Equal(expected, Head(css, "<p>a</p>"));

    [Theory]
    [InlineData("<style media=print>p{color:red}</style>")]
    [InlineData("<style type='text/x'>p{color:red}</style>")]
    public void InlineCss_StylesForOthers_StayAsTheyAre(string style) => Assert.Equal($"{style}<p>a</p>", HtmlEmail.InlineCss($"{style}<p>a</p>"));

    [Theory]
    // Blocks between rows, where an HTML parser finds text that does not belong there.
    [InlineData("<table>{{#each items}}\n<tr><td>{{name}}</td></tr>\n{{else}}<tr><td>-</td></tr>{{/each}}</table>", "<table>{{#each items}}\n<tr><td style=\"color: red\">{{name}}</td></tr>\n{{else}}<tr><td style=\"color: red\">-</td></tr>{{/each}}</table>")]
    [InlineData("<table><tbody>{{#if a}}<tr>{{#if b}}<td>1</td>{{/if}}<td>2</td></tr>{{/if}}</tbody></table>", "<table><tbody>{{#if a}}<tr>{{#if b}}<td style=\"color: red\">1</td>{{/if}}<td style=\"color: red\">2</td></tr>{{/if}}</tbody></table>")]
    [InlineData("<table><tr><td width={{w}} align=left title=\"{{default t \"a > b\"}}\">x</td></tr></table>", "<table><tr><td style=\"color: red\" width={{w}} align=left title=\"{{default t \"a > b\"}}\">x</td></tr></table>")]
    [InlineData("<table><tr><td><a href=\"{{url}}\">{{#ifEquals a '<td>'}}x{{/ifEquals}}</a></td></tr></table>", "<table><tr><td style=\"color: red\"><a href=\"{{url}}\">{{#ifEquals a '<td>'}}x{{/ifEquals}}</a></td></tr></table>")]
    [InlineData("<table><tr><td>{{! <td> }}{{!-- }} <td> --}}\\{{<b>}}</td></tr></table>", "<table><tr><td style=\"color: red\">{{! <td> }}{{!-- }} <td> --}}\\{{<b>}}</td></tr></table>")]
    [InlineData("<table><tr><td style=\"{{#if x}}color: blue{{/if}}\">a</td></tr></table>", "<table><tr><td style=\"color: red; {{#if x}}color: blue{{/if}}\">a</td></tr></table>")]
    [InlineData("<table><tr>\r\n<td>é😀</td>\r\n<td>b</td></tr></table>", "<table><tr>\r\n<td style=\"color: red\">é😀</td>\r\n<td style=\"color: red\">b</td></tr></table>")]
    public void InlineCss_TagsOfTheTemplate_StayCharacterForCharacter(string body, string expected) => Assert.Equal(expected, Body("td{color:red}", body));

    [Fact]
    public void InlineCss_ValueInAStyle_GoesAlong() => Assert.Equal("<p style=\"color: {{default brand \"#00f\"}}\">a</p>", Body("p{color:{{default brand \"#00f\"}}}", "<p>a</p>"));

    [Theory]
    [InlineData("<p class=\"a {{#if b}}b{{/if}} c{{d}}\">x</p>", "<p style=\"color: red\" class=\"a {{#if b}}b{{/if}} c{{d}}\">x</p>")]
    [InlineData("<p {{#if a}}class=\"a\"{{/if}}>x</p>", "<p {{#if a}}class=\"a\"{{/if}}>x</p>")]
    [InlineData("<p class=a>x</p>{{{content}}}", "<p style=\"color: red\" class=a>x</p>{{{content}}}")]
    [InlineData("<p class=a>x</p>{{> content}}", "<p style=\"color: red\" class=a>x</p>{{> content}}")]
    public void InlineCss_WhatDependsOnData_KeepsItsRulesInTheHead(string body, string expected)
    {
        const string Css = ".a{color:red}.b{color:blue}";
        Assert.Equal(expected, Body(Css, body));
        Assert.Equal("<style>.a {color:red}.b {color:blue}</style>", Head(Css, body));
    }

    [Fact]
    public void InlineCss_RemovingClasses_KeepsThoseThatAreUsed()
    {
        const string Html = "<style>.a{color:red}.b{margin:0}@media print{.b{margin:1px}}</style><p class=\"a\">x</p><p class='b a'>y</p><p id=i class=c>z</p>";
        const string Expected = "<style>@media print{.b{margin:1px !important}}</style><p style=\"color: red\">x</p><p style=\"margin: 0; color: red\" class='b a'>y</p><p id=i>z</p>";
        Assert.Equal(Expected.Replace("margin: 0; color: red", "color: red; margin: 0", StringComparison.Ordinal), HtmlEmail.InlineCss(Html, removeClasses: true));
    }

    [Fact]
    public void InlineCss_AnyPage_ChangesNothingButStyles() => Prop.ForAll(Pages(), body =>
    {
        var once = HtmlEmail.InlineCss($"<style>td,p{{color:red}}.a b{{margin:0}}@media print{{p{{color:blue}}}}</style>{body}");
        var stripped = Style().Replace(once[(once.IndexOf("</style>", StringComparison.Ordinal) + 8)..], "");
        return stripped == body && HtmlEmail.InlineCss(once) == once;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(11, 13).WithEndSize(40));

    [Fact]
    public void InlineCss_TooMuch_IsRefused()
    {
        Assert.Equal(TemplateError.Limit, Assert.Throws<TemplateException>(() => HtmlEmail.InlineCss(new string('a', HtmlEmail.MaxBytes + 1))).Error);
        Assert.Equal(TemplateError.Limit, Assert.Throws<TemplateException>(() => HtmlEmail.InlineCss("<style>p{}</style>" + string.Concat(Enumerable.Repeat("<div>", 300)))).Error);
        Assert.Equal(TemplateError.Limit, Assert.Throws<TemplateException>(() => HtmlEmail.InlineCss($"<style>{string.Concat(Enumerable.Repeat("p{color:red}", 1001))}</style>")).Error);
        Assert.Equal(TemplateError.Limit, Assert.Throws<TemplateException>(() => HtmlEmail.InlineCss($"<style>p{{content:'{new string('x', 1000)}'}}</style>{string.Concat(Enumerable.Repeat("<p>", 500))}")).Error);
    }

    [Fact]
    public void InlineCss_DeepPageAndLongSelector_EndsSoon()
    {
        // Tried in every combination, the steps of this selector would never be done.
        var html = $"<style>i {string.Concat(Enumerable.Repeat("div ", 30))}b{{color:red}}</style>{string.Concat(Enumerable.Repeat("<div>", 200))}<b>a</b>";
        Assert.Contains("<b>a</b>", HtmlEmail.InlineCss(html), StringComparison.Ordinal);
        var nested = $"<style>{string.Concat(Enumerable.Repeat("@media all{", 20_000))}</style><b>a</b>";
        Assert.Equal(nested, HtmlEmail.InlineCss(nested));
        var tags = $"<style>p{{color:red}}</style>{string.Concat(Enumerable.Repeat("<p>{{a}}</p>", 5_000))}";
        Assert.Equal(5_000, HtmlEmail.InlineCss(tags).Split("<p style=\"color: red\">{{a}}</p>").Length - 1);
    }

    private static Arbitrary<string> Pages() => Gen.Elements(
        "<p>", "</p>", "<p class=a>", "<p class=\"a {{x}}\">", "<table>", "</table>", "<tr>", "</tr>", "<td title='{{a}}'>", "</td>", "{{#each rows}}", "{{/each}}", "{{#if a}}", "{{else}}", "{{/if}}", "{{name}}",
        "{{{html}}}", "<b>", "</b>", "<i>", "</i>", "text", "\n", "<br>", "<!-- <p> -->", "&amp;", "<a href=\"{{url}}\">", "</a>", "é", "<", ">", "<ul>", "<li>", "</ul>", "<h1>", "<div {{#if a}}class=\"a\"{{/if}}>", "</div>")
        .ListOf().Select(parts => string.Concat(parts)).ToArbitrary();

    [GeneratedRegex("<head>(?<head>.*)</head><body[^>]*>(?<body>.*)</body>", RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Content();

    [GeneratedRegex(" style=\"[^\"]*\"", RegexOptions.NonBacktracking)]
    private static partial Regex Style();
}
