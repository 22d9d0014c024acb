using System.Text;
using Messaging.Providers.Resend;
using Messaging.Providers.Tests.SendGrid;
using Messaging.Tracking;

namespace Messaging.Providers.Tests.Resend;

public sealed class SvixSignatureTests
{
    // Published test values of svix/svix-webhooks: no credentials of anybody.
    private const string PublishedId = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string PublishedTimestamp = "1614265330";
    private const string PublishedBody = """{"test": 2432232314}""";
    private const string PublishedSignature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private const string Other = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    [Fact]
    public void Published_Vector_IsAuthentic() => Assert.Null(Find(Published()));

    [Fact]
    public void Published_MutatedAnywhere_IsForged()
    {
        var tried = 0;
        var body = Encoding.UTF8.GetBytes(PublishedBody);
        List<WebhookRequest> mutants =
        [
            .. SendGridSignatureTests.BitFlips(body).Concat(SendGridSignatureTests.Cuts(body)).Select(b => Published() with { Body = b }),
            .. SendGridSignatureTests.BitFlips(Encoding.ASCII.GetBytes(PublishedSignature[3..])).Select(b => Published(signature: "v1," + Encoding.Latin1.GetString(b))),
            .. SendGridSignatureTests.BitFlips(Encoding.ASCII.GetBytes(PublishedId)).Select(b => Published(id: Encoding.Latin1.GetString(b))),
            .. SendGridSignatureTests.TextMutants(PublishedSignature).Where(s => s.Trim() != PublishedSignature).Select(s => Published(signature: s.Replace(PublishedSignature, "v1,x", StringComparison.Ordinal))),
            .. SendGridSignatureTests.TextMutants(PublishedId).Select(i => Published(id: i)),
            .. SendGridSignatureTests.TextMutants(PublishedTimestamp).Select(t => Published(timestamp: t)),
        ];
        foreach (var mutant in mutants)
        {
            Assert.True(Find(mutant) is not null, $"mutant {tried}");
            tried++;
        }

        Assert.True(tried > 1000, $"{tried}");
    }

    [Fact]
    public void Events_MutatedAnywhere_AreForged()
    {
        var parser = new ResendWebhookParser(ResendAccount.Options());
        var request = SvixPost.Of("""{"type":"email.bounced","created_at":"2030-01-15T12:00:00.000Z","data":{"email_id":"ae2014de-c168-4c61-8267-70d2662a1ce1","to":["x@example.org"],"bounce":{"type":"Permanent"}}}""");
        var tried = 0;
        foreach (var body in SendGridSignatureTests.BitFlips(request.Body.ToArray()))
        {
            Assert.Equal(WebhookVerdict.Forged, parser.Parse(request with { Body = body }).Verdict);
            tried++;
        }

        Assert.True(tried > 1400, $"{tried}");
        Assert.Equal(WebhookVerdict.Read, parser.Parse(request).Verdict);
    }

    [Theory]
    [InlineData("v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= " + PublishedSignature, true)]
    [InlineData("v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg== " + PublishedSignature, true)]
    [InlineData("v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= " + PublishedSignature, true)]
    [InlineData("v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", false)]
    [InlineData("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", false)]
    [InlineData("v1,", false)]
    [InlineData("v1", false)]
    [InlineData(",", false)]
    public void Signature_OneOfSeveral_Suffices(string signature, bool authentic) => Assert.Equal(authentic, Find(Published(signature: signature)) is null);

    [Fact]
    public void Signature_BehindTooManyOthers_IsNotLookedAt() =>
        Assert.Equal("wrong signature", Find(Published(signature: string.Join(' ', Enumerable.Repeat("v1,x", 10)) + " " + PublishedSignature)));

    [Theory]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(-301, false)]
    [InlineData(301, false)]
    public void Time_BeyondTheTolerance_IsStale(int seconds, bool authentic) =>
        Assert.Equal(authentic ? "" : "stale", SvixPost.Parse(SvixPost.Of("""{"type":"x","data":{}}""", SvixPost.Now.AddSeconds(seconds))).Reason);

    [Fact]
    public void Secrets_BothInUse_AreBelieved()
    {
        var parser = new ResendWebhookParser(ResendAccount.Options(o => (o.WebhookSecret, o.PreviousWebhookSecret) = (Other, ResendAccount.WebhookSecret)));
        const string body = """{"type":"x","data":{}}""";

        Assert.Equal(WebhookVerdict.Read, parser.Parse(SvixPost.Of(body, null, "m", ResendAccount.WebhookSecret)).Verdict);
        Assert.Equal(WebhookVerdict.Read, parser.Parse(SvixPost.Of(body, null, "m", Other)).Verdict);
        Assert.Equal(WebhookVerdict.Read, parser.Parse(SvixPost.Of(body, null, "m", ResendAccount.WebhookSecret, Other)).Verdict);
        Assert.Equal(WebhookVerdict.Forged, parser.Parse(SvixPost.Of(body, null, "m", "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")).Verdict);
        Assert.Equal(WebhookVerdict.Forged, SvixPost.Parse(SvixPost.Of(body, null, "m", Other)).Verdict);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("whsec_AAAA")]
    [InlineData("whsec_?")]
    public void Secret_ThatIsNone_BelievesNothing(string? secret)
    {
        var parser = new ResendWebhookParser(ResendAccount.Options(o => o.WebhookSecret = secret is null ? null : new Secret(secret)));

        Assert.Equal("no secret", parser.Parse(SvixPost.Of("{}")).Reason);
        Assert.Equal("no secret", parser.Parse(SvixPost.Of("{}", null, "m", "whsec_")).Reason);
    }

    [Fact]
    public void Headers_InAnotherCase_AreTheSame()
    {
        var request = SvixPost.Of("""{"type":"x","data":{}}""");

        Assert.Equal(WebhookVerdict.Read, SvixPost.Parse(request with { Headers = request.Headers.ToDictionary(h => h.Key.ToUpperInvariant(), h => h.Value) }).Verdict);
        foreach (var name in request.Headers.Keys)
        {
            Assert.Equal("no signature", SvixPost.Parse(request with { Headers = request.Headers.Where(h => h.Key != name).ToDictionary() }).Reason);
        }
    }

    private static string? Find(WebhookRequest request) => new SvixSignature([ResendAccount.WebhookSecret], TimeSpan.FromMinutes(5)).FindForgery(request);

    private static WebhookRequest Published(string id = PublishedId, string timestamp = PublishedTimestamp, string signature = PublishedSignature) => new()
    {
        Body = Encoding.UTF8.GetBytes(PublishedBody),
        Headers = new Dictionary<string, string> { ["svix-id"] = id, ["svix-timestamp"] = timestamp, ["svix-signature"] = signature },
        ReceivedAt = DateTimeOffset.FromUnixTimeSeconds(1614265330),
    };
}
