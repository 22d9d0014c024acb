using System.Text;
using System.Text.RegularExpressions;
using Messaging.Channels.Mime;

namespace Messaging.Core.Tests.Channels.Mime;

public sealed partial class MimeWriterTests
{
    private static readonly string[] Alphabet = ["a", "Z", "9", " ", " ", ".", ",", "\"", "\\", "<", "@", "=", "?", "_", "ü", "ß", "đ", "漢", "字", "א", "م", "😀", "é", "=?", "?=", "longer-word", "(", ";"];

    [Fact]
    public void Write_SameMessageTwice_GivesTheSameBytes() => Assert.Equal(MimeWriter.Write(Mails.Full), MimeWriter.Write(Mails.Full with { Subject = Mails.Full.Subject }));

    [Fact]
    public void Write_SimpleMessage_IsExactlyThis()
    {
        const string expected = """
            Date: Tue, 15 Jan 2030 12:00:00 +0000
            From: Haff Segeln <info@example.org>
            To: Anna Schmidt <anna@example.net>
            Subject: Your booking
            Message-ID: <0194-1@example.org>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Hello Anna,
            see you on Friday.


            """;

        Assert.Equal(expected.ReplaceLineEndings("\r\n"), Encoding.ASCII.GetString(MimeWriter.Write(Mails.Simple)));
    }

    [Theory]
    [InlineData("2030-01-05T09:07:03+01:00", "Sat, 05 Jan 2030 09:07:03 +0100")]
    [InlineData("2030-07-04T23:59:59-03:30", "Thu, 04 Jul 2030 23:59:59 -0330")]
    [InlineData("2030-12-31T00:00:00Z", "Tue, 31 Dec 2030 00:00:00 +0000")]
    public void Write_Date_HasTheFormOfTheRfc(string date, string expected)
    {
        var mail = RawMail.Parse(MimeWriter.Write(Mails.Simple with { Date = DateTimeOffset.Parse(date, System.Globalization.CultureInfo.InvariantCulture) }));

        Assert.Equal(expected, mail.Headers.Single(static h => h.Name == "Date").Value);
    }

    [Fact]
    public void Write_RandomHeaderTexts_AreFoldedAndSevenBit()
    {
        var random = new Random(1);
        for (var i = 0; i < 200; i++)
        {
            var bytes = MimeWriter.Write(Mails.Simple with
            {
                Subject = RandomText(random),
                To = Mails.Simple.To with { Name = RandomText(random) },
                Headers = Mails.Header(new string('X', random.Next(1, 65)), RandomText(random) + "x"),
            });
            var mail = RawMail.Parse(bytes);

            Assert.True(Ascii.IsValid(bytes));
            Assert.Equal(9, mail.Headers.Count);
            Assert.All(mail.HeaderLines, static line =>
            {
                Assert.False(string.IsNullOrWhiteSpace(line));
                Assert.True(line.Length <= 78 || !line.Trim(' ').Contains(' ', StringComparison.Ordinal), "A line that could have been folded.");
                Assert.All(EncodedWord().Matches(line), static word => Assert.InRange(word.Length, 1, 75));
                Assert.True(!EncodedWord().IsMatch(line) || line.Length <= 78);
            });
        }
    }

    [Fact]
    public void Write_EncodedWords_NeverSplitACharacter()
    {
        var random = new Random(2);
        for (var i = 0; i < 200; i++)
        {
            var subject = RandomText(random) + "漢😀";
            var line = string.Join("\r\n", RawMail.Parse(MimeWriter.Write(Mails.Simple with { Subject = subject })).HeaderLines);
            var decoded = new StringBuilder();
            foreach (Match word in EncodedWord().Matches(line))
            {
                var part = DecodeWord(word.Groups["encoding"].Value, word.Groups["payload"].Value);
                Assert.DoesNotContain("\uFFFD", part, StringComparison.Ordinal);
                decoded.Append(part);
            }

            Assert.Equal(subject.Trim(' '), decoded.ToString());
        }
    }

    [Fact]
    public void Write_LongestAddresses_StayWithinTheLineLimit()
    {
        var longest = Mails.Address($"{new string('a', 64)}@{new string('b', 63)}.{new string('c', 63)}.{new string('d', 57)}.org");
        var mail = RawMail.Parse(MimeWriter.Write(Mails.Full with { From = longest, To = longest with { Name = "A name" }, ReplyTo = longest.Address }));

        Assert.All(mail.HeaderLines, static line => Assert.InRange(line.Length, 1, 270));
    }

    [Fact]
    public void Write_InternationalAddress_IsTheOnlyTextBeyondAscii()
    {
        var bytes = MimeWriter.Write(Mails.Full with { To = Mails.Address("Đào <đào@example.vn>"), Subject = "Đặt phòng", Text = "Đã đặt" });
        var lines = RawMail.Parse(bytes).Lines;

        var line = Assert.Single(lines, static l => !Ascii.IsValid(l));
        Assert.Equal("To: =?utf-8?b?xJDDoG8=?= <đào@example.vn>", line);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no-at-sign")]
    [InlineData("@example.org")]
    [InlineData("id@")]
    [InlineData("a@b@c")]
    [InlineData("<id@example.org>")]
    [InlineData("i d@example.org")]
    [InlineData("id@example.org\r\nBcc: x@example.org")]
    [InlineData("ïd@example.org")]
    public void Write_BadMessageId_Throws(string id) => Assert.Throws<ArgumentException>(() => MimeWriter.Write(Mails.Simple with { MessageId = id }));

    [Fact]
    public void Write_LineBreakInAnyHeader_ThrowsWithoutRepeatingIt()
    {
        const string text = "secret\r\nBcc: x@example.org";
        EmailMessage[] messages =
        [
            Mails.Simple with { Subject = text },
            Mails.Simple with { From = Mails.Sender with { Name = text } },
            Mails.Simple with { To = Mails.Sender with { Name = text } },
            Mails.Simple with { Headers = Mails.Header("X-A", text) },
            Mails.Simple with { Headers = Mails.Header(text, "x") },
            Mails.Simple with { Headers = Mails.Header("Bcc", "x@example.org") },
        ];

        Assert.All(messages, static m => Assert.DoesNotContain("secret", Assert.Throws<ArgumentException>(() => MimeWriter.Write(m)).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Write_TenMebibytes_TakesTwiceTheFileAtMost()
    {
        var file = new byte[MessageAttachment.MaxBytes];
        new Random(3).NextBytes(file);
        var message = Mails.Simple with { Attachments = [Mails.File("big.bin", content: file)] };
        var before = GC.GetAllocatedBytesForCurrentThread();

        var bytes = MimeWriter.Write(message);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, bytes.Length, 2L * MessageAttachment.MaxBytes);
        var start = bytes.AsSpan().LastIndexOf("\r\n\r\n"u8) + 4;
        var end = bytes.AsSpan().LastIndexOf("\r\n--="u8);
        Assert.True(file.AsSpan().SequenceEqual(Convert.FromBase64String(Encoding.ASCII.GetString(bytes, start, end - start))));
    }

    private static string RandomText(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 150)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));

    private static string DecodeWord(string encoding, string payload)
    {
        if (encoding == "b")
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(payload));
        }

        var bytes = new List<byte>();
        for (var i = 0; i < payload.Length; i++)
        {
            if (payload[i] == '=')
            {
                bytes.Add(Convert.FromHexString(payload.AsSpan(i + 1, 2))[0]);
                i += 2;
            }
            else
            {
                bytes.Add(payload[i] == '_' ? (byte)' ' : (byte)payload[i]);
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    [GeneratedRegex(@"=\?utf-8\?(?<encoding>[bq])\?(?<payload>[^? ]*)\?=", RegexOptions.NonBacktracking)]
    private static partial Regex EncodedWord();
}
