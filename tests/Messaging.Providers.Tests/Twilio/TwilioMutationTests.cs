using System.Net;
using System.Text;
using Messaging.Providers.Tests.Twilio.Support;
using Messaging.Tracking;
using Xunit.Abstractions;

namespace Messaging.Providers.Tests.Twilio;

/// <summary>Whatever is changed in an authentic call or in the account it is for, it is not believed any more.</summary>
public sealed class TwilioMutationTests(ITestOutputHelper output)
{
    private static readonly byte[] Masks = [0x01, 0x02, 0x08, 0x10, 0x40, 0x80];

    private static readonly (string Name, WebhookRequest Request)[] Calls =
    [
        ("status", SignedCalls.Status("delivered", ("RawDlrDoneDate", "3001151159"))),
        ("inbound", SignedCalls.Form(
            "", ("MessageSid", Accounts.MessageSid), ("SmsStatus", "received"), ("From", "whatsapp:+491512345678"), ("To", "whatsapp:+14155238886"), ("Body", "Grüße 👩‍👧 & mehr + 1=1"), ("NumMedia", "0"), ("ProfileName", ""))),
    ];

    [Fact]
    public void Calls_Unchanged_AreBelieved() => Assert.All(Calls, c => Assert.Equal(WebhookVerdict.Read, SignedCalls.Parse(c.Request).Verdict));

    [Fact]
    public void Mutants_OfAnyPart_AreNotBelieved()
    {
        var count = 0;
        foreach (var (name, call) in Calls)
        {
            foreach (var (what, mutant) in Mutants(call))
            {
                var result = SignedCalls.Parse(mutant);
                Assert.True(result.Verdict == WebhookVerdict.Forged, $"{name}: {what} was believed");
                Assert.Empty(result.Events);
                Assert.Empty(result.Messages);
                count++;
            }

            foreach (var token in Tokens())
            {
                Assert.True(SignedCalls.Parse(call, o => o.AuthToken = token).Verdict == WebhookVerdict.Forged, $"{name}: another token was believed");
                count++;
            }

            foreach (var url in Addresses())
            {
                Assert.True(SignedCalls.Parse(call, o => o.WebhookUrl = url).Verdict == WebhookVerdict.Forged, $"{name}: {url} was believed");
                count++;
            }
        }

        output.WriteLine($"{count} mutants, none believed.");
        Assert.True(count >= 2000, $"{count} mutants are too few");
    }

    [Fact]
    public void Bodies_OfAnyBytes_DoNotThrow()
    {
        var random = new Random(20300115);
        for (var i = 0; i < 1000; i++)
        {
            var body = new byte[random.Next(0, 200)];
            random.NextBytes(body);
            Assert.Equal(WebhookVerdict.Forged, SignedCalls.Parse(SignedCalls.Request(body, "c2lnbmF0dXJl", "?a=%zz&&=%ff")).Verdict);
        }
    }

    private static IEnumerable<(string What, WebhookRequest Mutant)> Mutants(WebhookRequest call)
    {
        var (body, signature) = (call.Body.ToArray(), call.Header("X-Twilio-Signature"));
        foreach (var (what, mutant) in Flips(body).Where(f => !SaysTheSame(f.Bytes, body)))
        {
            yield return ($"body {what}", SignedCalls.Request(mutant, signature, call.Query));
        }

        foreach (var (what, mutant) in Flips(Encoding.ASCII.GetBytes(signature)))
        {
            yield return ($"signature {what}", SignedCalls.Request(body, Encoding.Latin1.GetString(mutant), call.Query));
        }

        foreach (var (what, mutant) in Flips(Encoding.ASCII.GetBytes(call.Query)))
        {
            yield return ($"query {what}", SignedCalls.Request(body, signature, Encoding.Latin1.GetString(mutant)));
        }

        var parameters = Encoding.ASCII.GetString(body).Split('&');
        for (var i = 0; i < parameters.Length; i++)
        {
            var others = parameters.Where((_, j) => j != i).ToArray();
            yield return ($"without {parameters[i]}", Form([.. others]));
            yield return ($"another value in {parameters[i]}", Form([.. others, parameters[i] + "1"]));
            yield return ($"a second value in {parameters[i]}", Form([.. parameters, parameters[i] + "1"]));
            yield return ($"more after {parameters[i]}", Form([.. parameters[..i], $"Added{i}=1", .. parameters[i..]]));
        }

        foreach (var other in new[] { "", " ", signature.TrimEnd('='), signature + "=", signature.ToUpperInvariant(), signature + "," + signature, Convert.ToBase64String(new byte[20]) })
        {
            yield return ($"signature '{other}'", SignedCalls.Request(body, other, call.Query));
        }

        yield return ("query dropped or added", SignedCalls.Request(body, signature, call.Query.Length == 0 ? "?a=1" : ""));
        yield return ("query longer", SignedCalls.Request(body, signature, call.Query + "&a=1"));

        WebhookRequest Form(params string[] changed) => SignedCalls.Request(Encoding.ASCII.GetBytes(string.Join('&', changed)), signature, call.Query);
    }

    // An escape in another case, or a value without its equals sign, says the same: the scheme signs what is said.
    private static bool SaysTheSame(byte[] left, byte[] right) => Decoded(left) == Decoded(right);

    private static string Decoded(byte[] body) =>
        string.Join('\n', Encoding.UTF8.GetString(body).Split('&').Select(p => p.Split('=', 2)).Select(p => $"{WebUtility.UrlDecode(p[0])}\t{(p.Length > 1 ? WebUtility.UrlDecode(p[1]) : "")}"));

    private static IEnumerable<(string What, byte[] Bytes)> Flips(byte[] original)
    {
        for (var i = 0; i < original.Length; i++)
        {
            foreach (var mask in Masks)
            {
                var bytes = original.ToArray();
                bytes[i] ^= mask;
                yield return ($"byte {i} ^ {mask:x2}", bytes);
            }
        }
    }

    private static IEnumerable<string> Tokens() =>
        ["x", Accounts.Token + "0", Accounts.Token[1..], Accounts.Token.ToUpperInvariant(), .. Flips(Encoding.ASCII.GetBytes(Accounts.Token)).Select(f => Encoding.Latin1.GetString(f.Bytes))];

    private static IEnumerable<Uri> Addresses() =>
        Flips(Encoding.ASCII.GetBytes(Accounts.WebhookUrl)).Select(f => Encoding.Latin1.GetString(f.Bytes))
            .Append(Accounts.WebhookUrl + "/").Append(Accounts.WebhookUrl.Replace("https", "http", StringComparison.Ordinal)).Append(Accounts.WebhookUrl.ToLowerInvariant())
            .Where(t => Uri.TryCreate(t, UriKind.Absolute, out var u) && u.Scheme is "https" or "http" && t.Contains("://", StringComparison.Ordinal) && !t.Contains('?', StringComparison.Ordinal)).Select(t => new Uri(t));
}
