using Messaging.Templates.PlainText;

namespace Messaging.Core.Tests.Templates.PlainText;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("<p>One</p><p>Two</p>", "One\n\nTwo")]
    [InlineData("<div>One</div><div>Two</div>", "One\nTwo")]
    [InlineData("<div><div><p>One</p></div></div><div></div><div><br></div><p>Two</p>", "One\n\nTwo")]
    [InlineData("One<br>Two<br/><br/>Three<br><br><br><br>Four", "One\nTwo\n\nThree\n\nFour")]
    [InlineData("<h1>Title</h1>text<h2>Sub</h2><p>more</p>", "Title\n\ntext\n\nSub\n\nmore")]
    [InlineData("  a \n\t b&nbsp;&nbsp;c  <b> d</b>e ", "a b c de")]
    [InlineData("<p>above</p><hr><p>below</p>", "above\n\n----------\n\nbelow")]
    [InlineData("<pre>a  b\n  c</pre>", "a  b\n  c")]
    [InlineData("<blockquote>said</blockquote>so", "said\n\nso")]
    [InlineData("1 &lt; 2 &amp;&amp; a<b>c</b> &euro; &#39;", "1 < 2 && ac € '")]
    [InlineData("a < b and c > d", "a < b and c > d")]
    [InlineData("soft&shy;hy\u200Bphen", "softhyphen")]
    public void From_Text_IsLaidOut(string html, string expected) => Assert.Equal(expected, From(html));

    [Theory]
    [InlineData("<html><head><title>T</title><style>p{color:red}</style></head><body><script>alert(1)</script><p>x</p></body></html>", "x")]
    [InlineData("<!-- a comment --><!--[if mso]><p>Outlook</p><![endif]--><p>x</p>", "x")]
    [InlineData("<div style=\"display: none; max-height:0\">Preview <p>text</p></div><p>x</p>", "x")]
    [InlineData("<span hidden>no</span><p>x</p>", "x")]
    [InlineData("<p>x</p><template><p>no</p></template><svg><text>no</text></svg>", "x")]
    [InlineData("<ul hidden><li>no</li></ul><ul><li>x</li></ul>", "- x")]
    public void From_WhatIsNotSeen_IsLeftOut(string html, string expected) => Assert.Equal(expected, From(html));

    [Theory]
    [InlineData("<a href=\"https://x.test/pay?a=1&amp;b=2\">Pay now</a>.", "Pay now (https://x.test/pay?a=1&b=2).")]
    [InlineData("<a href=\"https://x.test/\">https://x.test</a>", "https://x.test")]
    [InlineData("<a href=\"https://x.test/pay\">x.test/pay</a>", "x.test/pay")]
    [InlineData("<a href=\"HTTPS://X.test\"><b>x.test</b></a>", "x.test")]
    [InlineData("<a href=\"mailto:help@x.test?subject=Hi\">Write to us</a>", "Write to us (help@x.test)")]
    [InlineData("<a href=\"mailto:help@x.test\">help@x.test</a>", "help@x.test")]
    [InlineData("<a href=\"tel:+4930123456\">+49 30 123456</a>", "+49 30 123456")]
    [InlineData("<a href=\"tel:+4930123456\">Call us</a>", "Call us (+4930123456)")]
    [InlineData("<a href=\"#top\">Up</a> <a href=\"javascript:alert(1)\">Do</a> <a>None</a> <a href=\"/local\">Here</a>", "Up Do None Here")]
    [InlineData("<a href=\"https://x.test\"><img src=\"a.png\" alt=\"Shop\"></a>", "Shop (https://x.test)")]
    [InlineData("<a href=\"https://x.test\"><img src=\"a.png\"></a>", "https://x.test")]
    [InlineData("<p>See <a href=\"https://x.test/a\">this</a> and <a href=\"https://x.test/b\">that</a></p>", "See this (https://x.test/a) and that (https://x.test/b)")]
    [InlineData("<img alt=\"Logo\"><img src=\"spacer.gif\" alt=\"\"><p>x</p>", "Logo\n\nx")]
    public void From_Links_KeepTheirTargets(string html, string expected) => Assert.Equal(expected, From(html));

    [Theory]
    [InlineData("<ul><li>One</li><li>Two</li></ul>after", "- One\n- Two\n\nafter")]
    [InlineData("<ol><li>One</li><li>Two</li></ol>", "1. One\n2. Two")]
    [InlineData("<ol start=\"3\"><li>One</li></ol>", "3. One")]
    [InlineData("a<ul><li>One<ol><li>In</li><li>Side</li></ol></li><li>Two</li></ul>", "a\n\n- One\n  1. In\n  2. Side\n- Two")]
    [InlineData("<ul><li>One<br>more</li></ul>", "- One\n  more")]
    [InlineData("<ul><li></li><li>Two</li></ul>", "- Two")]
    [InlineData("<ul>\n <li> One </li>\n <li> Two </li>\n</ul>", "- One\n- Two")]
    [InlineData("<li>alone</li>", "- alone")]
    public void From_Lists_AreMarked(string html, string expected) => Assert.Equal(expected, From(html));

    [Theory]
    [InlineData("<table><tr><th>Item</th><th>Price</th></tr><tr><td>Tea</td><td>€2</td></tr></table>", "Item  Price\nTea  €2")]
    [InlineData("<table>\n<tr>\n<td>Tea</td>\n<td></td>\n<td>€2</td>\n</tr>\n</table>", "Tea  €2")]
    [InlineData("<table><tr><td><p>Left</p></td><td><p>Right</p></td></tr></table>", "Left\n\nRight")]
    [InlineData("<table><tr><td><table><tr><td>In</td></tr></table></td></tr><tr><td>Out</td></tr></table>", "In\nOut")]
    public void From_Tables_KeepRowsOnLines(string html, string expected) => Assert.Equal(expected, From(html));

    [Theory]
    [InlineData("")]
    [InlineData("<p> </p><br><div></div>")]
    [InlineData("<img src=\"a.png\">")]
    public void From_NothingToRead_IsNull(string html) => Assert.Null(From(html));

    [Fact]
    public void From_NeverHasRunsOfBlankLines()
    {
        var html = string.Concat(Enumerable.Repeat("<div><p>a</p><br><br><table><tr><td></td></tr></table><h1></h1></div>\n\n\n", 50));
        Assert.DoesNotContain("\n\n\n", From(html), StringComparison.Ordinal);
    }

    [Fact]
    public void From_NestedDeep_NeedsNoStack()
    {
        var html = string.Concat(Enumerable.Repeat("<div>", NestingGuard.MaxDepth - 5)) + "x";
        var text = default(string);
        var thread = new Thread(() => text = From(html), maxStackSize: 128 * 1024);
        thread.Start();
        thread.Join();
        Assert.Equal("x", text);
    }

    [Theory]
    [InlineData("<div>")]
    [InlineData("<ul><li>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<div><!--</div>-->")]
    [InlineData("<b><i></b>")]
    public void From_NestedWithoutEnd_IsStopped(string unit)
    {
        var e = Assert.Throws<TemplateException>(() => From(string.Concat(Enumerable.Repeat(unit, 100_000))));
        Assert.Equal((TemplateError.Limit, "email.html"), (e.Error, e.Part));
    }

    private static string? From(string html) => HtmlText.From(html, "email.html");
}
