using System.Text;
using Messaging.Providers.Smtp.Client;

namespace Messaging.Providers.Smtp.Tests.Client;

public sealed class SmtpReplyReaderTests
{
    [Theory]
    [InlineData("250 2.1.0 Ok\r\n", 250, "2.1.0", "Ok")]
    [InlineData("250\r\n", 250, null, "")]
    [InlineData("250 \r\n", 250, null, "")]
    [InlineData("250 Ok\n", 250, null, "Ok")]
    [InlineData("550-5.1.1 No such\r\n550 5.1.1 user\r\n", 550, "5.1.1", "No such user")]
    [InlineData("220-one\r\n220-\r\n220 three\r\n", 220, null, "one  three")]
    [InlineData("550 5.1.1.1 no code\r\n", 550, null, "5.1.1.1 no code")]
    [InlineData("550 3.1.1 no class\r\n", 550, null, "3.1.1 no class")]
    [InlineData("550 5.1.1234 too long\r\n", 550, null, "5.1.1234 too long")]
    [InlineData("550 5.1.1\r\n", 550, "5.1.1", "")]
    [InlineData("250 Grüße\r\n", 250, null, "Grüße")]
    public async Task Read_AReply_InAnyPieces_GivesItsParts(string raw, int code, string? enhanced, string text)
    {
        foreach (var piece in new[] { 1, 2, 3, 7, 4096 })
        {
            var reply = await Reader(raw, piece).ReadAsync(default);

            Assert.Equal((code, enhanced, text), (reply.Code, reply.EnhancedCode, reply.Text));
        }
    }

    [Theory]
    [InlineData("Hello\r\n")]
    [InlineData("25 Ok\r\n")]
    [InlineData("2500 Ok\r\n")]
    [InlineData("250+Ok\r\n")]
    [InlineData("150 Early\r\n")]
    [InlineData("650 Late\r\n")]
    [InlineData("\r\n")]
    [InlineData("250-Ok\r\n251 Ok\r\n")]
    [InlineData("250-Ok\r\nOk\r\n")]
    [InlineData("\0\0\0\0\r\n")]
    public async Task Read_NoReply_Fails(string raw)
    {
        var e = await Assert.ThrowsAsync<SmtpFailureException>(() => Reader(raw).ReadAsync(default));

        Assert.Equal("protocol", e.Failure.Code);
    }

    [Fact]
    public async Task Read_AnOverlongLine_KeepsItsStart()
    {
        var reply = await Reader("550 5.7.1 " + new string('x', 5000) + "\r\n").ReadAsync(default);

        Assert.Equal("5.7.1", reply.EnhancedCode);
        Assert.Equal(SmtpReplyReader.MaxLineLength - "550 5.7.1 ".Length, reply.Text.Length);
    }

    [Fact]
    public async Task Read_ALineWithoutEnd_FailsWithinBounds()
    {
        await Assert.ThrowsAsync<SmtpFailureException>(() => Reader(new string('2', 1_000_000)).ReadAsync(default));
    }

    [Fact]
    public async Task Read_AHundredLines_IsTheMost()
    {
        var hundred = string.Concat(Enumerable.Repeat("250-x\r\n", 99));

        Assert.Equal(100, (await Reader(hundred + "250 x\r\n").ReadAsync(default)).Lines.Count);
        await Assert.ThrowsAsync<SmtpFailureException>(() => Reader(hundred + "250-x\r\n250 x\r\n").ReadAsync(default));
    }

    [Fact]
    public async Task Read_ManyLongLines_FailsAtTheBoundOfTheWholeReply()
    {
        var raw = string.Concat(Enumerable.Repeat("250-" + new string('x', 900) + "\r\n", 99)) + "250 x\r\n";

        await Assert.ThrowsAsync<SmtpFailureException>(() => Reader(raw).ReadAsync(default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("25")]
    [InlineData("250-Ok\r\n")]
    public async Task Read_TheEnd_IsNoReply(string raw) => await Assert.ThrowsAsync<EndOfStreamException>(() => Reader(raw).ReadAsync(default));

    [Fact]
    public async Task HasUnread_AfterTwoRepliesInOnePacket_IsTrueUntilBothAreRead()
    {
        var reader = Reader("250 one\r\n421 two\r\n");

        await reader.ReadAsync(default);
        Assert.True(reader.HasUnread);
        await reader.ReadAsync(default);
        Assert.False(reader.HasUnread);
    }

    private static SmtpReplyReader Reader(string raw, int piece = 4096) => new(new PiecewiseStream(Encoding.UTF8.GetBytes(raw), piece));

    private sealed class PiecewiseStream(byte[] content, int piece) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
