using System.Security.Cryptography;
using System.Text;
using Messaging.Providers.Tests.Twilio.Support;
using Messaging.Tracking;

namespace Messaging.Providers.Tests.Twilio;

public sealed class TwilioSignatureTests
{
    private const string Url = "https://mycompany.com/myapp.php";
    private const string Query = "?foo=1&bar=2";
    private const string Call = "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212";

    // Published by the vendor with its libraries (twilio-python, twilio-php): test values, no secrets.
    [Theory]
    [InlineData(Query, Call, "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData(Query, "Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234", "IK+Dwps556ElfBT0I3Rgjkr1wJU=")]
    [InlineData(Query, Call + "&Reason=Participant&ReasonConferenceEnded=test", "vOEb5UThFn24KEfnOFLQY2AE5FY=")]
    [InlineData(Query + "&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620", """{"property": "value", "boolean": true}""", "a9nBmqA0ju/hNViExpshrM61xv4=")]
    public void PublishedVector_IsBelieved(string query, string body, string signature)
    {
        var result = Parse(body, signature, query, Url, "12345");

        Assert.NotEqual(WebhookVerdict.Forged, result.Verdict);
        Assert.Equal(WebhookVerdict.Forged, Parse(body, signature, query, Url, "12346").Verdict);
        Assert.Equal(WebhookVerdict.Forged, Parse(body + "x", signature, query, Url, "12345").Verdict);
    }

    [Theory]
    [InlineData("https://example.org/hook", "https://example.org:443/hook")]
    [InlineData("https://example.org:443/hook", "https://example.org/hook")]
    [InlineData("https://example.org:8443/hook", "https://example.org/hook")]
    [InlineData("http://localhost/hook", "http://localhost:80/hook")]
    [InlineData("https://Example.ORG/Hook", "https://Example.ORG:443/Hook")]
    [InlineData("https://example.org", "https://example.org:443")]
    [InlineData("https://[2001:db8::1]/hook", "https://[2001:db8::1]:443/hook")]
    [InlineData("https://[2001:db8::1]:443/hook", "https://[2001:db8::1]/hook")]
    public void Address_SignedWithOrWithoutItsPort_IsBelieved(string configured, string called)
    {
        foreach (var url in new[] { configured, called })
        {
            var signature = SignedCalls.Sign("12345", url + "?a=1", [("MessageSid", "SM1"), ("MessageStatus", "sent")]);
            Assert.Equal(WebhookVerdict.Read, Parse("MessageSid=SM1&MessageStatus=sent", signature, "?a=1", configured, "12345").Verdict);
        }

        var other = SignedCalls.Sign("12345", called.Replace("hook", "other", StringComparison.OrdinalIgnoreCase).Replace("example.org", "example.net", StringComparison.OrdinalIgnoreCase) + "?a=1", [("MessageSid", "SM1")]);
        Assert.True(other.Length > 0 && Parse("MessageSid=SM1", other, "?b=1", configured, "12345").Verdict == WebhookVerdict.Forged);
    }

    [Theory]
    [InlineData("x-twilio-signature")]
    [InlineData("X-TWILIO-SIGNATURE")]
    public void Header_InAnotherCase_IsFound(string header)
    {
        var request = SignedCalls.Status("delivered");
        var signature = request.Header("X-Twilio-Signature");

        Assert.Equal(WebhookVerdict.Read, SignedCalls.Parse(SignedCalls.Request(request.Body.ToArray(), signature, request.Query, header)).Verdict);
    }

    [Fact]
    public void Token_OfBeforeTheRotation_IsBelievedWhileItIsSet()
    {
        var request = SignedCalls.Status("delivered");

        Assert.Equal(WebhookVerdict.Read, SignedCalls.Parse(request, o => (o.AuthToken, o.PreviousAuthToken) = ("new-token", Accounts.Token)).Verdict);
        Assert.Equal(WebhookVerdict.Forged, SignedCalls.Parse(request, o => o.AuthToken = "new-token").Verdict);
    }

    [Fact]
    public void Token_Empty_VerifiesNothing()
    {
        foreach (var key in new[] { "", Accounts.Token })
        {
            var signature = SignedCalls.Sign(key, Accounts.WebhookUrl, [("MessageSid", "SM1"), ("MessageStatus", "sent")]);
            var request = SignedCalls.Request("MessageSid=SM1&MessageStatus=sent"u8.ToArray(), signature, "");

            Assert.Equal(WebhookVerdict.Forged, SignedCalls.Parse(request, o => (o.AuthToken, o.PreviousAuthToken) = (Secret.None, null)).Verdict);
            Assert.Equal(WebhookVerdict.Forged, SignedCalls.Parse(request, o => (o.AuthToken, o.PreviousAuthToken) = ("other", Secret.None)).Verdict);
        }
    }

    [Fact]
    public void ApiKey_SecretAsSigningKey_IsNotBelieved()
    {
        var signature = SignedCalls.Sign("key-secret", Accounts.WebhookUrl, [("MessageSid", "SM1"), ("MessageStatus", "sent")]);
        var request = SignedCalls.Request("MessageSid=SM1&MessageStatus=sent"u8.ToArray(), signature, "");

        Assert.Equal(WebhookVerdict.Forged, SignedCalls.Parse(request, o => (o.ApiKeySid, o.ApiKeySecret) = ("SK0123456789abcdef0123456789abcdef", "key-secret")).Verdict);
    }

    [Fact]
    public void BodyDigest_OfAnotherBodyOrInUpperCase_IsNotBelieved()
    {
        var body = """{"a":1}"""u8.ToArray();
        var digest = Convert.ToHexStringLower(SHA256.HashData(body));

        Assert.NotEqual(WebhookVerdict.Forged, With(digest, body).Verdict);
        Assert.Equal(WebhookVerdict.Forged, With(digest, """{"a":2}"""u8.ToArray()).Verdict);
        Assert.Equal(WebhookVerdict.Forged, With(digest.ToUpperInvariant(), body).Verdict);
        Assert.Equal(WebhookVerdict.Forged, With(digest[..63], body).Verdict);

        static WebhookResult With(string digest, byte[] sent)
        {
            var query = $"?bodySHA256={digest}";
            return SignedCalls.Parse(SignedCalls.Request(sent, SignedCalls.Sign(Accounts.Token, Accounts.WebhookUrl + query, []), query));
        }
    }

    private static WebhookResult Parse(string body, string signature, string query, string url, string token) =>
        SignedCalls.Parse(SignedCalls.Request(Encoding.UTF8.GetBytes(body), signature, query), o => (o.WebhookUrl, o.AuthToken) = (new Uri(url), token));
}
