using System.Text;
using Messaging.Providers.Tests.SendGrid.Support;
using Messaging.Tracking;

namespace Messaging.Providers.Tests.SendGrid;

public sealed class SendGridInboundTests : IDisposable
{
    private const string Token = "0123456789abcdef01234567";
    private const string Other = "76543210fedcba9876543210";
    private const string Envelope = """{"to":["answers@in.example.org"],"from":"bounce+7@mail.example.com"}""";

    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding("windows-1252")!;
    private readonly SignedPost _post = new();

    public void Dispose() => _post.Dispose();

    [Fact]
    public void Mail_Complete_IsReadWhole()
    {
        var message = Assert.Single(Parse(Form(
            ("headers", "Received: by x\r\nMessage-ID: <abc@mail.example.com>\r\nIn-Reply-To:\r\n <LRzXl_NHStOGhQ4kofSm_A@geopod-ismtpd-4-0>\r\nX: y\r\n"),
            ("to", "\"Somebody\" <somebody@elsewhere.example>"), ("from", "\"Linh, Đặng\" <Linh@Example.com>"), ("subject", "Re: Ihre Buchung ☃"), ("text", "STOP\r\n"), ("html", "<p>STOP</p>"),
            ("envelope", Envelope), ("charsets", """{"to":"UTF-8","subject":"UTF-8","from":"UTF-8","text":"UTF-8"}"""), ("attachments", "1"), ("SPF", "pass"))).Messages);

        Assert.Equal(("Linh@example.com", "Linh, Đặng", "answers@in.example.org"), (message.From, message.FromName, message.To));
        Assert.Equal(("Re: Ihre Buchung ☃", "STOP\r\n"), (message.Subject, message.Text));
        Assert.Equal(("abc@mail.example.com", "LRzXl_NHStOGhQ4kofSm_A", MessageChannel.Email), (message.ProviderMessageId, message.InReplyTo, message.Channel));
        Assert.Equal(SignedPost.Now, message.ReceivedAt);
    }

    [Fact]
    public void Mail_ToSeveralOfTheHostsAddresses_IsAMessageForEach()
    {
        var result = Parse(Form(("from", "a@example.com"), ("text", "Hello"), ("envelope", """{"to":["one@in.example.org","TWO@in.example.org","one@in.example.org"],"from":"a@example.com"}""")));

        Assert.Equal(["one@in.example.org", "TWO@in.example.org"], result.Messages.Select(m => m.To));
        Assert.Equal(2, result.Messages.Select(m => m.EventKey).Distinct().Count());
    }

    [Fact]
    public void Mail_InOtherCharacterSets_IsReadInThem()
    {
        var form = Form("b", ("from", "a@example.com"u8.ToArray()), ("envelope", Encoding.UTF8.GetBytes(Envelope)), ("subject", Windows.GetBytes("Grüße – „heute“")), ("text", Encoding.Latin1.GetBytes("Größe")),
            ("charsets", """{"subject":"windows-1252","text":"iso-8859-1","from":"no-such-charset"}"""u8.ToArray()));

        var message = Assert.Single(Parse(form).Messages);

        Assert.Equal(("Grüße – „heute“", "Größe"), (message.Subject, message.Text));
    }

    [Theory]
    [InlineData("<html><head><title>T</title><style>p { color: red }</style></head><body><p>STOP &amp; go</p>a<br>b &lt;c&gt;<script>x()</script></body></html>", "STOP & go\na\nb <c>")]
    [InlineData("1 < 2 and 3 > 2<!-- > hidden -->", "1 < 2 and 3 > 2")]
    [InlineData("<p>open", "open")]
    [InlineData("cut <a href=", "cut")]
    public void Mail_WithHtmlOnly_GivesItsWords(string html, string expected) =>
        Assert.Equal(expected, Assert.Single(Parse(Form(("from", "a@example.com"), ("html", html), ("envelope", Envelope))).Messages).Text);

    [Fact]
    public void Mail_WithFiles_NamesThem()
    {
        var body = "--b\r\nContent-Disposition: form-data; name=\"from\"\r\n\r\na@example.com\r\n--b\r\nContent-Disposition: form-data; name=\"envelope\"\r\n\r\n" + Envelope
            + "\r\n--b\r\nContent-Disposition: form-data; name=\"attachment1\"; filename=\"a; \\\"b\\\".pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF\r\n--b--\r\n";

        var media = Assert.Single(Assert.Single(Parse(("multipart/form-data; boundary=\"b\"", Encoding.UTF8.GetBytes(body))).Messages).Media);

        Assert.Equal(("a; \"b\".pdf", "application/pdf", ""), (media.FileName, media.ContentType, media.Url));
    }

    [Fact]
    public void EventKey_OfTheSameMail_IsTheSameWhateverTheBoundary()
    {
        (string, string)[] fields = [("from", "a@example.com"), ("text", "Hello"), ("envelope", Envelope), ("headers", "Message-ID: <1@x>")];
        (string, string)[] others = [("from", "b@example.com"), ("text", "Bye"), ("envelope", Envelope.Replace("answers", "help", StringComparison.Ordinal)), ("headers", "Message-ID: <2@x>")];
        var key = KeyOf(Form("one", fields));

        Assert.Equal(key, KeyOf(Form("two", fields)));
        for (var i = 0; i < fields.Length; i++)
        {
            Assert.NotEqual(key, KeyOf(Form([.. fields[..i], others[i], .. fields[(i + 1)..]])));
        }
    }

    [Theory]
    [InlineData("?token=" + Token, true)]
    [InlineData("?a=b&token=" + Token, true)]
    [InlineData("token=" + Other, true)]
    [InlineData("", false)]
    [InlineData("?token=", false)]
    [InlineData("?Token=" + Token, false)]
    [InlineData("?token=" + Token + "x", false)]
    [InlineData("?token=1123456789abcdef01234567", false)]
    [InlineData("?token=x&token=" + Token, false)]
    [InlineData("?token=" + Token + "&token=" + Token, false)]
    public void Token_MustBeOneOfTheTwo(string query, bool believed)
    {
        var (type, body) = Form(("from", "a@example.com"), ("envelope", Envelope));
        var parser = _post.Parser(o => (o.InboundToken, o.PreviousInboundToken) = (Token, Other));

        var result = parser.Parse(Request(type, body) with { Query = query });

        Assert.Equal(believed ? WebhookVerdict.Read : WebhookVerdict.Forged, result.Verdict);
    }

    [Fact]
    public void Token_MutatedAnywhere_IsForged()
    {
        var (type, body) = Form(("from", "a@example.com"), ("envelope", Envelope));
        var parser = _post.Parser(o => o.InboundToken = Token);
        foreach (var mutant in SendGridSignatureTests.TextMutants(Token))
        {
            Assert.Equal(WebhookVerdict.Forged, parser.Parse(Request(type, body) with { Query = "?token=" + mutant }).Verdict);
        }
    }

    [Fact]
    public void Signature_OfTheSecurityPolicy_IsNeededWhereItsKeyIsSet()
    {
        var (type, body) = Form(("from", "a@example.com"), ("envelope", Envelope));
        var signed = _post.Parser(o => o.InboundKey = _post.PublicKey);
        var both = _post.Parser(o => (o.InboundKey, o.InboundToken) = (_post.PublicKey, Token));

        Assert.Equal(WebhookVerdict.Read, signed.Parse(_post.Sign(body, SignedPost.Now, type)).Verdict);
        Assert.Equal("no signature", signed.Parse(Request(type, body)).Reason);
        Assert.Equal("stale", signed.Parse(_post.Sign(body, SignedPost.Now.AddMinutes(-6), type)).Reason);
        Assert.Equal("wrong signature", signed.Parse(_post.Sign(body, SignedPost.Now, type) with { Body = body.AsMemory(1) }).Reason);
        Assert.Equal("wrong token", both.Parse(_post.Sign(body, SignedPost.Now, type)).Reason);
        Assert.Equal("no signature", both.Parse(Request(type, body) with { Query = "?token=" + Token }).Reason);
        Assert.Equal(WebhookVerdict.Read, both.Parse(_post.Sign(body, SignedPost.Now, type, "?token=" + Token)).Verdict);
    }

    [Fact]
    public void Form_WithoutAnyMeansToTellItsOrigin_IsForged()
    {
        var (type, body) = Form(("from", "a@example.com"), ("envelope", Envelope));

        Assert.Equal("no token", _post.Parser().Parse(_post.Sign(body, SignedPost.Now, type, "?token=")).Reason);
    }

    [Fact]
    public void Events_DressedAsAForm_AreNotBelievedForAToken()
    {
        var parser = _post.Parser(o => o.InboundToken = Token);
        var request = Request("multipart/form-data; boundary=b", "[{\"event\":\"bounce\",\"email\":\"a@example.com\"}]"u8.ToArray()) with { Query = "?token=" + Token };

        Assert.Equal(WebhookVerdict.Malformed, parser.Parse(request).Verdict);
        Assert.Equal("no signature", parser.Parse(request with { Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" } }).Reason);
    }

    [Theory]
    [InlineData("multipart/form-data", "--b\r\n--b--")]
    [InlineData("multipart/form-data; boundary=", "----")]
    [InlineData("multipart/form-data; boundary=b", "")]
    [InlineData("multipart/form-data; boundary=b", "--b")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\n\r\nno name\r\n--b--")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"from\"\r\n\r\na@example.com")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"from\"\r\n\r\na@example.com\r\n--b")]
    [InlineData("multipart/form-data; boundary=b", "--b\nContent-Disposition: form-data; name=\"from\"\n\na@example.com\n--b--")]
    [InlineData("multipart/form-data; boundary=b", "preamble\r\n--b--")]
    [InlineData("multipart/form-data; boundary=b", "--b--trailing")]
    public void Form_ThatIsNone_IsMalformed(string type, string body) => Assert.Equal(WebhookVerdict.Malformed, Parse((type, Encoding.UTF8.GetBytes(body))).Verdict);

    [Theory]
    [InlineData("from", "nobody", "envelope", "{}")]
    [InlineData("from", "a@example.com", "envelope", "[]")]
    [InlineData("from", "a@example.com", "envelope", "{\"to\":[7,\"no address\"]}")]
    [InlineData("from", "a@example.com", "envelope", "{\"to\":[\"\\ud800@example.com\"]}")]
    [InlineData("from", "a@example.com", "to", "b@example.com")]
    [InlineData("from", "a@example.com", "envelope", "[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]")]
    public void Mail_ThatDoesNotSayFromWhomToWhom_IsSkipped(string name1, string value1, string name2, string value2)
    {
        var result = Parse(Form((name1, value1), (name2, value2)));

        Assert.Equal((WebhookVerdict.Read, 0, 1), (result.Verdict, result.Messages.Count, result.Skipped));
    }

    [Fact]
    public void Form_OfTooManyParts_IsMalformed()
    {
        Assert.Equal(WebhookVerdict.Malformed, Parse(Form([.. Enumerable.Range(0, 1001).Select(i => ($"f{i}", "x"))])).Verdict);
        Assert.Equal(WebhookVerdict.Read, Parse(Form([.. Enumerable.Range(0, 1000).Select(i => ($"f{i}", "x"))])).Verdict);
    }

    [Fact]
    public void Form_MutatedAtRandom_NeverThrows()
    {
        var random = new Random(99);
        var (type, body) = Form(("from", "Linh <a@example.com>"), ("text", "Hello"), ("envelope", Envelope), ("headers", "Message-ID: <1@x>"), ("charsets", """{"text":"utf-16","from":"utf-7"}"""));
        for (var i = 0; i < 5000; i++)
        {
            var mutant = (byte[])body.Clone();
            for (var n = random.Next(1, 6); n > 0; n--)
            {
                mutant[random.Next(mutant.Length)] = (byte)random.Next(256);
            }

            Assert.NotEqual(WebhookVerdict.Forged, Parse((type, mutant[..random.Next(mutant.Length / 2, mutant.Length + 1)])).Verdict);
        }
    }

    private static (string Type, byte[] Body) Form(params (string Name, string Value)[] fields) => Form("xYzZY", fields);

    private static (string Type, byte[] Body) Form(string boundary, params (string Name, string Value)[] fields) =>
        Form(boundary, [.. fields.Select(f => (f.Name, Encoding.UTF8.GetBytes(f.Value)))]);

    private static (string Type, byte[] Body) Form(string boundary, params (string Name, byte[] Value)[] fields)
    {
        using var body = new MemoryStream();
        foreach (var (name, value) in fields)
        {
            body.Write(Encoding.UTF8.GetBytes($"--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n"));
            body.Write(value);
            body.Write("\r\n"u8);
        }

        body.Write(Encoding.UTF8.GetBytes($"--{boundary}--\r\n"));
        return ($"multipart/form-data; boundary={boundary}", body.ToArray());
    }

    private static WebhookRequest Request(string type, byte[] body) => new() { Body = body, Headers = new Dictionary<string, string> { ["Content-Type"] = type }, ReceivedAt = SignedPost.Now };

    private WebhookResult Parse((string Type, byte[] Body) form) => _post.Parser(o => o.InboundToken = Token).Parse(Request(form.Type, form.Body) with { Query = "?token=" + Token });

    private string KeyOf((string Type, byte[] Body) form) => Assert.Single(Parse(form).Messages).EventKey;
}
