using Messaging.Links;

namespace Messaging.Core.Tests.Links;

public sealed class HtmlLinkScannerTests
{
    [Theory]
    [InlineData("<a href=\"https://a.example/\">x</a>", "https://a.example/")]
    [InlineData("<A class=x HREF = 'https://a.example/?a=1&amp;b=2' >x</A>", "https://a.example/?a=1&b=2")]
    [InlineData("<a\nhref=https://a.example/x>x</a>", "https://a.example/x")]
    [InlineData("<area href=\"https://a.example/\"/>", "https://a.example/")]
    [InlineData("<a title='>' href=\"https://a.example/\">x</a>", "https://a.example/")]
    [InlineData("<a href=\"one\" href=\"two\">x</a>", "one")]
    [InlineData("1 < 2 <a href='#top'>x</a>", "#top")]
    [InlineData("<p><a href='one'>x</a> <img src='no'> <a href='two'>y</a>", "one|two")]
    [InlineData("<!-- a > b <a href='no'> --><a href='yes'>x</a>", "yes")]
    [InlineData("<script>'<a href=\"no\">'</script><style>a[href='no']{}</style><a href='yes'>", "yes")]
    [InlineData("<!doctype html><?x <a href='no'>?></b><a href='yes'>", "yes")]
    [InlineData("<a href='no' data-no-track>x</a><a href='yes'>", "yes")]
    [InlineData("<link href='no'><abbr href='no'><a name='x'><a href=''><a href>", "")]
    [InlineData("<a href='unfinished", "")]
    [InlineData("<a", "")]
    [InlineData("<", "")]
    [InlineData("", "")]
    public void Find_Html_ReportsTheLinksAndNothingElse(string html, string expected) =>
        Assert.Equal(expected.Split('|', StringSplitOptions.RemoveEmptyEntries), HtmlLinkScanner.Find(html).Select(l => l.Url));

    [Fact]
    public void Find_Html_ReportsWhereTheValueStands()
    {
        const string html = "<p>é <a class=\"b\" href=\"https://a.example/?a&amp;b\">x</a>";
        var link = Assert.Single(HtmlLinkScanner.Find(html));
        Assert.Equal("https://a.example/?a&amp;b", html.Substring(link.Start, link.Length));
    }

    [Fact]
    public void Find_AnyPrefixOfHtml_Ends()
    {
        const string html = "<!-- c --><a href=\"x\" data-no-track='1'>y</a><script>z</script><a href = 'q'>";
        for (var length = 0; length <= html.Length; length++)
        {
            Assert.True(HtmlLinkScanner.Find(html[..length]).Count <= 1);
        }
    }
}
