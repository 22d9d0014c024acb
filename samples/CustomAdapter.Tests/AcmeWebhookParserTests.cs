using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Messaging.Messages;
using Messaging.Tracking;

namespace CustomAdapter.Tests;

public sealed class AcmeWebhookParserTests
{
    private const string Body = """[{"eventId":"e1","type":"delivered","messageId":"id-1","reference":"r","timestamp":1893456000},{"type":"delivered"},{"eventId":"e2","type":"inbound","from":"+1","to":"+2","text":"STOP"},null]""";
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1893456000);
    private readonly AcmeWebhookParser _parser = new(new AcmeOptions { WebhookSecret = "current", PreviousWebhookSecret = "previous" });

    [Theory]
    [InlineData("current")]
    [InlineData("previous")]
    public void Reports_SignedWithAnActiveSecret_AreRead(string secret)
    {
        var result = _parser.Parse(Signed(secret, Body));
        Assert.Equal((WebhookVerdict.Read, 2), (result.Verdict, result.Skipped));
        Assert.Equal(("e1", MessageEventKind.Delivered, "id-1", "r"), (result.Events[0].EventKey, result.Events[0].Kind, result.Events[0].ProviderMessageId, result.Events[0].Reference));
        Assert.Equal("STOP", Assert.Single(result.Messages).Text);
    }

    [Fact]
    public void Reports_WithAByteChanged_AreForged()
    {
        var signed = Signed("current", Body);
        for (var i = 0; i < signed.Body.Length; i++)
        {
            var changed = signed.Body.ToArray();
            changed[i] ^= 1;
            Assert.Equal(WebhookVerdict.Forged, _parser.Parse(signed with { Body = changed }).Verdict);
        }
    }

    [Theory]
    [InlineData("other", 0)]
    [InlineData("", 0)]
    [InlineData("current", 301)]
    [InlineData("current", -301)]
    public void Reports_OfAnotherSecretOrTime_AreForged(string secret, int seconds) => Assert.Equal(WebhookVerdict.Forged, _parser.Parse(Signed(secret, Body, seconds)).Verdict);

    [Fact]
    public void Reports_WithoutASecret_AreForged() => Assert.Equal(WebhookVerdict.Forged, new AcmeWebhookParser(new AcmeOptions { WebhookSecret = "" }).Parse(Signed("", Body)).Verdict);

    [Theory]
    [InlineData("{}")]
    [InlineData("[[[[")]
    [InlineData("")]
    public void Reports_InAnotherForm_AreMalformed(string body) => Assert.Equal(WebhookVerdict.Malformed, _parser.Parse(Signed("current", body)).Verdict);

    private static WebhookRequest Signed(string secret, string body, int seconds = 0)
    {
        var timestamp = (Now.ToUnixTimeSeconds() + seconds).ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}.{body}")));
        return new WebhookRequest
        {
            Body = Encoding.UTF8.GetBytes(body),
            Headers = new Dictionary<string, string> { ["acme-timestamp"] = timestamp, ["ACME-SIGNATURE"] = signature },
            ReceivedAt = Now,
        };
    }
}
