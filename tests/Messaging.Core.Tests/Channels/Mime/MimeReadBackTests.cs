using System.Security.Cryptography;
using Messaging.Channels.Mime;
using Messaging.TestTools;

namespace Messaging.Core.Tests.Channels.Mime;

/// <summary>What is written is read back by an independent parser as it was meant.</summary>
public sealed class MimeReadBackTests(PythonMailReader reader) : IClassFixture<PythonMailReader>
{
    private static readonly string[] Texts =
    [
        "Nguyễn Thị Đào", "Jürgen Groß-Müller", "田中さん 様", "王小明", "김철수", "יוסי כהן", "محمد علي", "Ελένη Παπαδοπούλου", "Дмитрий Иванов", "สมชาย ใจดี", "😀 Party 🎉👨‍👩‍👧‍👦", "é́́ combining",
        "Segeln, Haff (Ltd.) [x] <y> \"z\" \\ ; : @", "=?utf-8?q?evil?=", "a =?b?= c", "50 % off!", "tilde~caret^", "back\\slash", "\"quoted\"", "dots...", "O'Brien & Sons", "x",
        "100% =20 sure", "semi;colon", "a  b   c", "Ünï" + new string('x', 300), new string('ß', 400), new string('w', 850), new string('漢', 300), string.Concat(Enumerable.Repeat("😀", 120)),
        string.Join(' ', Enumerable.Repeat("lorem ipsum", 60)), string.Join(' ', Enumerable.Repeat("Übergröße", 60)), new string('-', 78), "Re: [Ticket #12345] Ihre Anfrage – Rückfrage",
    ];

    [PythonFact]
    public void Write_AnySubjectAndName_IsReadBack()
    {
        foreach (var text in Texts)
        {
            var mail = reader.Read(MimeWriter.Write(Mails.Simple with
            {
                Subject = text,
                From = Mails.Sender with { Name = text },
                To = Mails.Simple.To with { Name = text },
                Headers = Mails.Header("X-Note", text),
            }));

            Assert.Empty(mail.Defects);
            Assert.Equal(text, mail.Subject);
            Assert.Equal(new MailView.Mailbox(text, "info@example.org"), Assert.Single(mail.From));
            Assert.Equal(new MailView.Mailbox(text, "anna@example.net"), Assert.Single(mail.To));
            Assert.Equal(text, mail.Headers.Single(static h => h.Name == "X-Note").Value);
        }
    }

    [PythonFact]
    public void Write_AnyText_IsReadBackInBothBodies()
    {
        string[] bodies =
        [
            "", "\n", "one line", "ends with a line\n", "two\nlines", "crlf\r\nlf\ncr\rend", "trailing space \ntrailing tab\t\n  leading", ".\n..\n.dot\n", "From here\n>From there\nFrom  ",
            new string('x', 5000), new string(' ', 500), new string('.', 500), string.Join('\n', Enumerable.Repeat(".", 300)), new string('é', 1000), string.Concat(Enumerable.Repeat("😀", 500)),
            "= =3D =\n=\n", "--boundary\n--=_0_0--\n", "\u2028\u2029\u0085\u000B\f", "Đặt phòng thành công: 12.000.000 ₫", "עברית مرحبا 日本語", "tab\tseparated\tvalues", "\0 and \u0001",
            string.Concat(Enumerable.Repeat("<p>Hello 漢字</p>", 400)),
        ];
        foreach (var body in bodies)
        {
            var mail = reader.Read(MimeWriter.Write(Mails.Simple with { Text = body, Html = body + "!" }));

            Assert.Empty(mail.Defects);
            Assert.Equal("alternative(text/plain,text/html)", mail.Structure);
            Assert.Equal(Lines(body), mail.Parts[0].Text);
            Assert.Equal(Lines(body + "!"), mail.Parts[1].Text);
            Assert.All(mail.Parts, static p => Assert.Equal(("utf-8", "quoted-printable"), (p.Charset, p.Encoding)));
        }
    }

    [PythonTheory]
    [InlineData("text", "text/plain")]
    [InlineData("html", "text/html")]
    [InlineData("none", "text/plain")]
    [InlineData("text,html", "alternative(text/plain,text/html)")]
    [InlineData("text,file", "mixed(text/plain,application/pdf)")]
    [InlineData("none,file", "mixed(text/plain,application/pdf)")]
    [InlineData("html,image", "related(text/html,image/png)")]
    [InlineData("text,image", "mixed(text/plain,image/png)")]
    [InlineData("text,html,image", "alternative(text/plain,related(text/html,image/png))")]
    [InlineData("text,html,file,file", "mixed(alternative(text/plain,text/html),application/pdf,application/pdf)")]
    [InlineData("text,html,image,file", "mixed(alternative(text/plain,related(text/html,image/png)),application/pdf)")]
    [InlineData("text,html,stray", "mixed(alternative(text/plain,text/html),image/png)")]
    public void Write_TheseParts_NestAsReadersExpect(string parts, string structure)
    {
        var given = parts.Split(',');
        var mail = reader.Read(MimeWriter.Write(Mails.Simple with
        {
            Text = given.Contains("text") ? "text" : null,
            Html = given.Contains("html") ? "<img src='cid:logo'>" : null,
            Attachments =
            [
                .. given.Where(static p => p is "file").Select(static _ => Mails.File("a.pdf", "application/pdf")),
                .. given.Where(static p => p is "image").Select(static _ => Mails.File("logo.png", "image/png", "logo")),
                .. given.Where(static p => p is "stray").Select(static _ => Mails.File("log.png", "image/png", "log")),
            ],
        }));

        Assert.Empty(mail.Defects);
        Assert.Equal(structure, mail.Structure);
    }

    [PythonFact]
    public void Write_Attachments_AreReadBackByteForByte()
    {
        foreach (var size in new[] { 0, 1, 2, 3, 56, 57, 58, 113, 114, 115, 1000, 100_000 })
        {
            var bytes = RandomNumberGenerator.GetBytes(size);
            var mail = reader.Read(MimeWriter.Write(Mails.Simple with { Attachments = [Mails.File("a.bin", content: bytes), Mails.File("b.bin", content: bytes)] }));

            Assert.Empty(mail.Defects);
            Assert.Equal(bytes, mail.Parts[1].Content);
            Assert.Equal(bytes, mail.Parts[2].Content);
            Assert.Equal(("attachment", "base64"), (mail.Parts[1].Disposition, mail.Parts[1].Encoding));
        }
    }

    [PythonFact]
    public void Write_AMebibyte_IsReadBackByteForByte()
    {
        var bytes = RandomNumberGenerator.GetBytes(1024 * 1024);
        var mail = reader.Read(MimeWriter.Write(Mails.Simple with { Attachments = [Mails.File("big.bin", content: bytes)] }));

        Assert.True(bytes.AsSpan().SequenceEqual(mail.Parts[1].Content));
    }

    [PythonFact]
    public void Write_AnyFileName_IsReadBack()
    {
        string[] names =
        [
            "invoice.pdf", "Đặt-phòng.pdf", "Rechnung für März (2).pdf", "請求書.pdf", "חשבונית.pdf", "فاتورة.pdf", "счёт.pdf", "ใบแจ้งหนี้.pdf", "a b c.txt", new string('a', 96) + ".pdf",
            new string('漢', 96) + ".pdf", new string('é', 40) + ".pdf", new string('a', 59) + "b", new string('a', 60) + "b", "no-extension",
        ];
        foreach (var name in names)
        {
            var mail = reader.Read(MimeWriter.Write(Mails.Simple with { Attachments = [Mails.File(name, "application/pdf")] }));

            Assert.Empty(mail.Defects);
            Assert.Equal(name.Normalize(), mail.Parts[1].FileName);
        }
    }

    [PythonFact]
    public void Write_InlineImage_CarriesItsContentId()
    {
        var mail = reader.Read(MimeWriter.Write(Mails.Full));

        Assert.Empty(mail.Defects);
        var image = mail.Parts.Single(static p => p.Type == "image/png");
        Assert.Equal(("inline", "<logo>", "logo.png"), (image.Disposition, image.ContentId, image.FileName));
    }

    [PythonFact]
    public void Write_AnEmailAsAttachment_StaysAFile()
    {
        var inner = MimeWriter.Write(Mails.Full);
        var mail = reader.Read(MimeWriter.Write(Mails.Simple with { Attachments = [Mails.File("mail.eml", "message/rfc822", content: inner), Mails.File("x", "multipart/mixed")] }));

        Assert.Equal("mixed(text/plain,application/octet-stream,application/octet-stream)", mail.Structure);
        Assert.Equal(inner, mail.Parts[1].Content);
    }

    [PythonFact]
    public void Write_TextFullOfBoundaries_EndsNoPart()
    {
        var boundaries = string.Join('\n', RawMail.Parse(MimeWriter.Write(Mails.Full)).BodyLines.Where(static l => l.StartsWith("--", StringComparison.Ordinal)));
        var mail = reader.Read(MimeWriter.Write(Mails.Full with { Text = boundaries, Html = boundaries + "cid:logo" }));

        Assert.Empty(mail.Defects);
        Assert.Equal("mixed(alternative(text/plain,related(text/html,image/png)),application/pdf)", mail.Structure);
        Assert.Equal(boundaries, mail.Parts[0].Text!.ReplaceLineEndings("\n"));
    }

    [PythonFact]
    public void Write_InternationalAddress_IsReadBack()
    {
        var mail = reader.Read(MimeWriter.Write(Mails.Full with { To = Mails.Address("Nguyễn Đào <đào.nguyễn@münchen.de>") }));

        Assert.Equal(new MailView.Mailbox("Nguyễn Đào", "đào.nguyễn@xn--mnchen-3ya.de"), Assert.Single(mail.To));
        Assert.Equal(new MailView.Mailbox("", "answers@example.org"), Assert.Single(mail.ReplyTo));
    }

    private static string Lines(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\n", "\r\n", StringComparison.Ordinal);
}
