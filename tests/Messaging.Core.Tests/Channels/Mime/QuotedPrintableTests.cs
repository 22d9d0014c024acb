using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Messaging.Channels.Mime;

namespace Messaging.Core.Tests.Channels.Mime;

public sealed class QuotedPrintableTests
{
    private static readonly string[] Pieces = ["a", "F", "From ", ".", "=", " ", "\t", "\r\n", "\n", "\r", "ü", "漢", "😀", "--", "\0", "word word", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxx"];

    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("a=b", "a=3Db")]
    [InlineData("ü", "=C3=BC")]
    [InlineData("space \nnext", "space=20\r\nnext")]
    [InlineData("tab\t", "tab=09")]
    [InlineData("a b", "a b")]
    [InlineData("one\ntwo\rthree\r\nfour", "one\r\ntwo\r\nthree\r\nfour")]
    [InlineData(".\n..", "=2E\r\n=2E.")]
    [InlineData("From me\nFrom\nFro m", "=46rom me\r\nFrom\r\nFro m")]
    [InlineData("a.From b.", "a.From b.")]
    public void Write_Text_IsEncoded(string text, string expected) => Assert.Equal(expected, Write(text));

    [Fact]
    public void Write_UnpairedSurrogate_BecomesTheReplacementCharacter() => Assert.Equal("a=EF=BF=BDb", Write("a\uD83Db"));

    [Fact]
    public void Write_AnyText_KeepsToTheRulesAndReadsBack()
    {
        var texts = Gen.Elements(Pieces).ListOf().Select(static pieces => string.Concat(pieces));
        Prop.ForAll(texts.ToArbitrary(), static text =>
        {
            var written = Write(text);
            var lines = written.Split("\r\n");
            return lines.All(static l => l.Length <= 76 && !l.StartsWith('.') && !l.StartsWith("From ", StringComparison.Ordinal) && l.TrimEnd(' ', '\t').Length == l.Length)
                && !written.Contains("=_", StringComparison.Ordinal)
                && Ascii.IsValid(written)
                && Read(written) == text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\n", "\r\n", StringComparison.Ordinal);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(200));
    }

    private static string Write(string text)
    {
        var output = new ArrayBufferWriter<byte>();
        QuotedPrintable.Write(text, output);
        return Encoding.ASCII.GetString(output.WrittenSpan);
    }

    private static string Read(string text)
    {
        var joined = text.Replace("=\r\n", "", StringComparison.Ordinal);
        var bytes = new List<byte>();
        for (var i = 0; i < joined.Length; i++)
        {
            bytes.Add(joined[i] == '=' ? Convert.FromHexString(joined.AsSpan(i + 1, 2))[0] : (byte)joined[i]);
            i += joined[i] == '=' ? 2 : 0;
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
