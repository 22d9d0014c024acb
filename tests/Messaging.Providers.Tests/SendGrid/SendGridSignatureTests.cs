using System.Text;
using Messaging.Providers.Tests.SendGrid.Support;
using Messaging.Providers.SendGrid;
using Messaging.Tracking;

namespace Messaging.Providers.Tests.SendGrid;

public sealed class SendGridSignatureTests : IDisposable
{
    // Published test values of sendgrid/sendgrid-csharp, tests/SendGrid.Tests/EventWebhook: no credentials of anybody.
    private const string PublishedKey = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==";
    private const string PublishedSignature = "MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=";
    private const string PublishedTimestamp = "1600112502";
    private const string PublishedBody =
        """[{"email":"hello@world.com","event":"dropped","reason":"Bounced Address","sg_event_id":"ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA","sg_message_id":"LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0","smtp-id":"<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>","timestamp":1600112492}]""" + "\r\n";

    private readonly SignedPost _post = new();

    public void Dispose() => _post.Dispose();

    [Fact]
    public void Published_Vector_IsBelieved()
    {
        var result = PublishedParser().Parse(Published());

        Assert.Equal(WebhookVerdict.Read, result.Verdict);
        var report = Assert.Single(result.Events);
        Assert.Equal(("LRzXl_NHStOGhQ4kofSm_A", "hello@world.com", ContactEffect.HardBounce), (report.ProviderMessageId, report.Address, report.Effect));
    }

    [Fact]
    public void Published_VectorWithoutItsLineEnd_IsForged() =>
        Assert.Equal("wrong signature", PublishedParser().Parse(Published(body: PublishedBody.TrimEnd())).Reason);

    [Fact]
    public void Published_MutatedAnywhere_IsForged()
    {
        var parser = PublishedParser();
        var body = Encoding.UTF8.GetBytes(PublishedBody);
        var tried = 0;
        foreach (var mutant in BitFlips(body).Concat(Cuts(body)))
        {
            Assert.Equal(WebhookVerdict.Forged, parser.Parse(Published() with { Body = mutant }).Verdict);
            tried++;
        }

        foreach (var signature in TextMutants(PublishedSignature))
        {
            Assert.Equal(WebhookVerdict.Forged, parser.Parse(Published(signature: signature)).Verdict);
            tried++;
        }

        foreach (var timestamp in TextMutants(PublishedTimestamp))
        {
            Assert.Equal(WebhookVerdict.Forged, parser.Parse(Published(timestamp: timestamp)).Verdict);
            tried++;
        }

        Assert.True(tried > 3000, $"{tried}");
    }

    [Theory]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(-301, false)]
    [InlineData(301, false)]
    [InlineData(-360, false)]
    [InlineData(360, false)]
    [InlineData(-86400, false)]
    public void Time_BeyondTheTolerance_IsStale(int seconds, bool believed)
    {
        var result = _post.Parser().Parse(_post.Events("[]", SignedPost.Now.AddSeconds(seconds)));

        Assert.Equal(believed ? "" : "stale", result.Reason);
    }

    [Fact]
    public void Time_WithAWiderTolerance_TakesDeliveriesRepeatedForADay()
    {
        var parser = _post.Parser(o => o.SignatureTolerance = TimeSpan.FromHours(25));

        Assert.Equal(WebhookVerdict.Read, parser.Parse(_post.Events("[]", SignedPost.Now.AddHours(-24))).Verdict);
        Assert.Equal("stale", parser.Parse(_post.Events("[]", SignedPost.Now.AddHours(-26))).Reason);
    }

    [Theory]
    [InlineData("9223372036854775807")]
    [InlineData("99999999999999999999999")]
    [InlineData("-1")]
    [InlineData(" 1600112502")]
    [InlineData("1600112502.0")]
    [InlineData("now")]
    [InlineData("")]
    public void Time_OfAnotherForm_IsForged(string timestamp) => Assert.Equal(WebhookVerdict.Forged, PublishedParser().Parse(Published(timestamp: timestamp)).Verdict);

    [Fact]
    public void Key_OfAnother_IsForged()
    {
        using var stranger = new SignedPost();

        Assert.Equal("wrong signature", _post.Parser().Parse(stranger.Events("[]")).Reason);
    }

    [Fact]
    public void Key_OfBefore_IsBelievedWhileBothAreSet()
    {
        using var next = new SignedPost();
        var parser = _post.Parser(o => (o.WebhookKey, o.PreviousWebhookKey) = (next.PublicKey, _post.PublicKey));

        Assert.Equal(WebhookVerdict.Read, parser.Parse(_post.Events("[]")).Verdict);
        Assert.Equal(WebhookVerdict.Read, parser.Parse(next.Events("[]")).Verdict);
        Assert.Equal(WebhookVerdict.Forged, next.Parser().Parse(_post.Events("[]")).Verdict);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64 at all")]
    public void Key_ThatIsNone_BelievesNothing(string? key)
    {
        var parser = new SendGridWebhookParser(SendGridAccount.Options(o => o.WebhookKey = key is null ? null : new Secret(key)));

        Assert.Equal(WebhookVerdict.Forged, parser.Parse(_post.Events("[]")).Verdict);
        Assert.Equal(WebhookVerdict.Forged, parser.Parse(new WebhookRequest { Body = "[]"u8.ToArray(), Headers = new Dictionary<string, string>(), ReceivedAt = SignedPost.Now }).Verdict);
    }

    [Fact]
    public void Headers_InAnotherCase_AreTheSame()
    {
        var request = _post.Events("[]");
        foreach (var change in new Func<string, string>[] { s => s.ToLowerInvariant(), s => s.ToUpperInvariant() })
        {
            var headers = request.Headers.ToDictionary(h => change(h.Key), h => h.Value);

            Assert.Equal(WebhookVerdict.Read, _post.Parser().Parse(request with { Headers = headers }).Verdict);
        }
    }

    [Theory]
    [InlineData("X-Twilio-Email-Event-Webhook-Signature")]
    [InlineData("X-Twilio-Email-Event-Webhook-Timestamp")]
    public void Headers_Missing_AreForged(string name)
    {
        var request = _post.Events("[]");
        var headers = request.Headers.Where(h => h.Key != name).ToDictionary();

        Assert.Equal("no signature", _post.Parser().Parse(request with { Headers = headers }).Reason);
    }

    [Fact]
    public void Key_WithPemLines_IsRead()
    {
        var pem = $"-----BEGIN PUBLIC KEY-----\n{PublishedKey[..64]}\n{PublishedKey[64..]}\n-----END PUBLIC KEY-----\n";

        Assert.True(SendGridSignature.TryReadKey(pem, out _));
    }

    internal static IEnumerable<byte[]> BitFlips(byte[] body)
    {
        for (var bit = 0; bit < body.Length * 8; bit++)
        {
            var mutant = (byte[])body.Clone();
            mutant[bit / 8] ^= (byte)(1 << (bit % 8));
            yield return mutant;
        }
    }

    internal static IEnumerable<byte[]> Cuts(byte[] body) => [[], body[1..], body[..^1], body[..^2], [.. body, 0], [.. body, .. body], [.. "["u8, .. body], body[..(body.Length / 2)]];

    internal static IEnumerable<string> TextMutants(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            foreach (var c in "A0z=+ ")
            {
                if (text[i] != c)
                {
                    yield return text[..i] + c + text[(i + 1)..];
                }
            }

            yield return text[..i] + text[(i + 1)..];
        }

        yield return text + "A";
        yield return text + "=";
        yield return " " + text;
        yield return text + "\n";
        yield return text + "," + text;
        yield return "";
    }

    private static SendGridWebhookParser PublishedParser() => new(SendGridAccount.Options(o => o.WebhookKey = PublishedKey));

    private static WebhookRequest Published(string body = PublishedBody, string signature = PublishedSignature, string timestamp = PublishedTimestamp) => new()
    {
        Body = Encoding.UTF8.GetBytes(body),
        Headers = new Dictionary<string, string>
        {
            ["Content-Type"] = "application/json; charset=utf-8",
            ["X-Twilio-Email-Event-Webhook-Signature"] = signature,
            ["X-Twilio-Email-Event-Webhook-Timestamp"] = timestamp,
        },
        ReceivedAt = DateTimeOffset.FromUnixTimeSeconds(1600112502 + 60),
    };
}
