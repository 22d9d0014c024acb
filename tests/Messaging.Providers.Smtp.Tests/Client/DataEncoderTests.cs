using System.Text;
using Messaging.Providers.Smtp.Client;

namespace Messaging.Providers.Smtp.Tests.Client;

public sealed class DataEncoderTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a\r\n")]
    [InlineData("a\r\n", "a\r\n")]
    [InlineData("\r\n", "\r\n")]
    [InlineData(".", "..\r\n")]
    [InlineData("..\r\n", "...\r\n")]
    [InlineData("a.\r\n.b\r\n", "a.\r\n..b\r\n")]
    [InlineData("a\r\n.\r\nb\r\n", "a\r\n..\r\nb\r\n")]
    [InlineData("a\r\n.\r\n", "a\r\n..\r\n")]
    [InlineData("a\n.\nb", "a\r\n..\r\nb\r\n")]
    [InlineData("a\r.\rb", "a\r\n..\r\nb\r\n")]
    [InlineData("a\n.\r\nMAIL FROM:<x>", "a\r\n..\r\nMAIL FROM:<x>\r\n")]
    [InlineData("\n\r\n\r", "\r\n\r\n\r\n")]
    public void Encode_Content_StuffsDotsAndEndsLines(string content, string expected)
    {
        for (var block = 2; block < 12; block++)
        {
            Assert.Equal(expected, Encoding.ASCII.GetString(Encode(Encoding.ASCII.GetBytes(content), block)));
        }
    }

    [Fact]
    public void Encode_RandomBodies_AtEveryBlockSize_DecodeToTheSameLines()
    {
        var random = new Random(20300115);
        for (var round = 0; round < 2_000; round++)
        {
            var content = new byte[random.Next(200)];
            for (var i = 0; i < content.Length; i++)
            {
                content[i] = (byte)".\r\n\r\n.ab"[random.Next(8)];
            }

            var expected = Lines(content);
            var encoded = Encode(content, random.Next(2, 40));

            Assert.Equal(expected, Decode(encoded));
            Assert.DoesNotContain("\r\n.\r\n", "\r\n" + Encoding.ASCII.GetString(encoded), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(16 * 1024)]
    public void Encode_DotsAndLineEndsAcrossTheBorderOfABlock_ArriveByteForByte(int block)
    {
        foreach (var middle in new[] { ".", "\r\n.", "\r\n.\r\n", "\r\n..\r\n", "\r\n\r\n.\r\n." })
        {
            for (var before = block - 8; before <= block + 8; before++)
            {
                var content = Encoding.ASCII.GetBytes(new string('x', before) + middle + "end\r\n");

                Assert.Equal(content, Encoding.ASCII.GetBytes(Decode(Encode(content, block))));
            }
        }
    }

    private static byte[] Encode(byte[] content, int blockSize)
    {
        var encoder = new DataEncoder(content);
        var block = new byte[blockSize];
        using var all = new MemoryStream();
        for (var length = encoder.Read(block); length > 0; length = encoder.Read(block))
        {
            all.Write(block, 0, length);
        }

        return all.ToArray();
    }

    /// <summary>What a server makes of it: lines end in CRLF and nowhere else, and one leading dot is taken away.</summary>
    private static string Decode(byte[] encoded)
    {
        var text = Encoding.ASCII.GetString(encoded);
        var lines = text.Split("\r\n");
        Assert.Equal("", lines[^1]);
        Assert.DoesNotContain(lines, l => l == "." || l.AsSpan().IndexOfAny('\r', '\n') >= 0);
        return string.Concat(lines[..^1].Select(l => (l.StartsWith('.') ? l[1..] : l) + "\r\n"));
    }

    private static string Lines(byte[] content)
    {
        var text = Encoding.ASCII.GetString(content).ReplaceLineEndings("\r\n");
        return text.Length == 0 || text.EndsWith("\r\n", StringComparison.Ordinal) ? text : text + "\r\n";
    }
}
