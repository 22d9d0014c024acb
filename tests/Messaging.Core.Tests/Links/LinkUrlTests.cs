using Messaging.Links;

namespace Messaging.Core.Tests.Links;

public sealed class LinkUrlTests
{
    [Theory]
    [InlineData("https://example.org/a?b=c%20d#e", "https://example.org/a?b=c%20d#e")]
    [InlineData(" https://example.org ", "https://example.org")]
    [InlineData("http://example.org/%41?sig=%2F", "http://example.org/%41?sig=%2F")]
    [InlineData("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC")]
    public void Normalize_AWebAddress_KeepsItAsItIsWhereItCan(string text, string expected) => Assert.Equal(expected, LinkUrl.Normalize(text));

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JAVASCRIPT://example.org/%0aalert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("mailto:a@example.org")]
    [InlineData("tel:+4930123456")]
    [InlineData("//evil.example")]
    [InlineData("/path")]
    [InlineData("#top")]
    [InlineData("https:/evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("https://")]
    [InlineData("https://example.org/\r\nSet-Cookie: a=b")]
    [InlineData("ftp://example.org/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("")]
    public void Normalize_AnythingElse_IsNoTarget(string text) => Assert.Null(LinkUrl.Normalize(text));

    [Theory]
    [InlineData("See https://example.org/long.", "See X.")]
    [InlineData("(https://example.org/long)", "(X)")]
    [InlineData("https://example.org/a_(b)!", "X!")]
    [InlineData("a https://example.org/1,https://example.org/2 b", "a X b")]
    [InlineData("no links, not even xhttps://example.org", "no links, not even xhttps://example.org")]
    public void Replace_LinksInText_LeavesThePunctuation(string text, string expected) => Assert.Equal(expected, TextLinks.Replace(text, _ => "X"));
}
