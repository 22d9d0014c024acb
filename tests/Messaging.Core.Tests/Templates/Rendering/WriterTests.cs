using System.Text;
using Messaging.Templates.Rendering;
using Messaging.Testing;

namespace Messaging.Core.Tests.Templates.Rendering;

public sealed class WriterTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain – Đức", "plain – Đức")]
    [InlineData("<a href=\"x\" title='y'>&amp;", "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;")]
    [InlineData("`=/", "`=/")]
    public void HtmlEscaper_EscapesInEveryWayTheEngineAsks(string text, string expected)
    {
        Assert.Equal(expected, Written(w => HtmlEscaper.Instance.Encode(text, w)));
        Assert.Equal(expected, Written(w => HtmlEscaper.Instance.Encode(new StringBuilder(text), w)));
        Assert.Equal(expected, Written(w => HtmlEscaper.Instance.Encode(text.GetEnumerator(), w)));
    }

    [Fact]
    public void HtmlEscaper_OfNothing_WritesNothing()
    {
        Assert.Equal("", Written(w => HtmlEscaper.Instance.Encode((string?)null, w)));
        Assert.Equal("", Written(w => HtmlEscaper.Instance.Encode((StringBuilder?)null, w)));
    }

    [Fact]
    public void LimitedWriter_GathersEveryKindOfWrite()
    {
        using var writer = new LimitedWriter(Pass(), capacity: 1);
        writer.Write('a');
        writer.Write("b");
        writer.Write((string?)null);
        writer.Write(['x', 'c', 'd', 'x'], 1, 2);
        writer.Write("é".AsSpan());
        Assert.Equal("abcdé", writer.ToString());
    }

    [Theory]
    [InlineData("x", 1024 * 1024)]
    [InlineData("ü", 512 * 1024)]
    [InlineData("😀", 256 * 1024)]
    public void LimitedWriter_CountsBytes(string character, int fitting)
    {
        using var writer = new LimitedWriter(Pass(), capacity: 1);
        writer.Write(string.Concat(Enumerable.Repeat(character, fitting)));
        Assert.Equal(TemplateError.Limit, Assert.Throws<TemplateException>(() => writer.Write(character)).Error);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("one", "one")]
    [InlineData(" a \r\n\t b\u2029c ", "a b c")]
    public void SingleLine_CollapsesBlanks(string text, string expected) => Assert.Equal(expected, SingleLine.Of(text));

    private static string Written(Action<TextWriter> write)
    {
        using var writer = new StringWriter();
        write(writer);
        return writer.ToString();
    }

    private static RenderPass Pass() => new(Render.Context, new ManualTimeProvider());
}
