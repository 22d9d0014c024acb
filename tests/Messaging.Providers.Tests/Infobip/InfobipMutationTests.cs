using System.Text;
using Messaging.Providers.Infobip;
using Messaging.Providers.Tests.Infobip.Support;
using Messaging.Tracking;
using Xunit.Abstractions;

namespace Messaging.Providers.Tests.Infobip;

/// <summary>The vendor signs no body, so what authenticates a call is the token or the password alone: whatever is changed in them is not believed.</summary>
public sealed class InfobipMutationTests(ITestOutputHelper output)
{
    private static readonly byte[] Body = """{"results":[{"messageId":"m1","status":{"groupId":3,"id":5}}]}"""u8.ToArray();
    private static readonly byte[] Masks = [0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80];
    private static readonly string Header = InfobipAccounts.Basic(InfobipAccounts.User, InfobipAccounts.Password);

    [Fact]
    public void Credentials_Right_AreBelieved()
    {
        Assert.Equal(WebhookVerdict.Read, Parse($"?token={InfobipAccounts.Token}", null));
        Assert.Equal(WebhookVerdict.Read, Parse($"?a=1&token={InfobipAccounts.Token}&channel=sms", null));
        Assert.Equal(WebhookVerdict.Read, Parse("", Header));
        Assert.Equal(WebhookVerdict.Read, Parse("?token=wrong", Header));
        Assert.Equal(WebhookVerdict.Read, InfobipAccounts.Parse(Body, "", Both, Header, "authorization").Verdict);
        Assert.Equal(WebhookVerdict.Read, InfobipAccounts.Parse(Body, "", Both, Header, "AUTHORIZATION").Verdict);
    }

    [Fact]
    public void Credentials_OfBeforeTheChange_AreBelievedWhileTheyAreSet()
    {
        Assert.Equal(WebhookVerdict.Read, InfobipAccounts.Parse(Body, $"?token={InfobipAccounts.Token}", o => (o.WebhookToken, o.PreviousWebhookToken) = ("another-token-0123456", InfobipAccounts.Token)).Verdict);
        Assert.Equal(WebhookVerdict.Forged, InfobipAccounts.Parse(Body, $"?token={InfobipAccounts.Token}", o => o.WebhookToken = "another-token-0123456").Verdict);
        Assert.Equal(WebhookVerdict.Read, InfobipAccounts.Parse(Body, "", o => (o.WebhookUser, o.WebhookPassword, o.PreviousWebhookPassword) = (InfobipAccounts.User, "another-password-0123", InfobipAccounts.Password), Header).Verdict);
        Assert.Equal(WebhookVerdict.Forged, InfobipAccounts.Parse(Body, "", o => (o.WebhookUser, o.WebhookPassword) = (InfobipAccounts.User, "another-password-0123"), Header).Verdict);
    }

    [Fact]
    public void Credentials_Empty_VerifyNothing()
    {
        foreach (var (query, header) in new[] { ("", null), ("?token=", null), ("?token", null), ("", ""), ("", "Basic"), ("", "Basic "), ("", InfobipAccounts.Basic("", "")), ("", InfobipAccounts.Basic(InfobipAccounts.User, "")) })
        {
            Assert.Equal(WebhookVerdict.Forged, InfobipAccounts.Parse(Body, query, o => (o.WebhookToken, o.WebhookUser, o.WebhookPassword) = (null, null, null), header).Verdict);
            Assert.Equal(WebhookVerdict.Forged, InfobipAccounts.Parse(Body, query, o => (o.WebhookToken, o.WebhookUser, o.WebhookPassword) = (Secret.None, InfobipAccounts.User, Secret.None), header).Verdict);
            Assert.Equal(WebhookVerdict.Forged, Parse(query, header));
        }
    }

    [Fact]
    public void Mutants_OfTokenOrPassword_AreNotBelieved()
    {
        var count = 0;
        foreach (var (query, header) in Mutants())
        {
            Assert.True(Parse(query, header) == WebhookVerdict.Forged, $"mutant {count} was believed");
            count++;
        }

        foreach (var (query, header) in new[] { ($"?token={InfobipAccounts.Token}", (string?)null), ("", Header) })
        {
            foreach (var secret in Flips(InfobipAccounts.Token).Concat(Flips(InfobipAccounts.Password)).Concat(Flips(InfobipAccounts.User)))
            {
                Assert.Equal(WebhookVerdict.Forged, InfobipAccounts.Parse(Body, query, o => (o.WebhookToken, o.WebhookUser, o.WebhookPassword) = (secret, secret, secret), header).Verdict);
                count++;
            }
        }

        output.WriteLine($"{count} mutants, none believed.");
        Assert.True(count >= 2000, $"{count} mutants are too few");
    }

    private static IEnumerable<(string Query, string? Header)> Mutants()
    {
        var token = InfobipAccounts.Token;
        foreach (var mutant in Flips($"token={token}"))
        {
            yield return ($"?{mutant}", null);
            yield return ($"?channel=sms&{mutant}", null);
        }

        foreach (var mutant in Flips(Header).Concat(Cuts(Header)))
        {
            yield return ("", mutant);
        }

        foreach (var mutant in Cuts(token))
        {
            yield return ($"?token={mutant}", null);
        }

        foreach (var query in new[] { $"?token={token}&token={token}", $"?token={token}&token=x", $"?Token={token}", $"?token=%77{token[1..]}", $"?tokens={token}", $"?atoken={token}", $"?token={token}+", $"?token= {token}", $"?token={token}#", $"?x=token={token}" })
        {
            yield return (query, null);
        }

        foreach (var header in new[] { $"Bearer {token}", $"App {InfobipAccounts.Key}", Header + ", " + Header, Header + " ", " " + Header, InfobipAccounts.Basic(InfobipAccounts.Password, InfobipAccounts.User), InfobipAccounts.Basic(InfobipAccounts.User, token) })
        {
            yield return ("", header);
        }
    }

    private static IEnumerable<string> Flips(string original)
    {
        var bytes = Encoding.ASCII.GetBytes(original);
        for (var i = 0; i < bytes.Length; i++)
        {
            foreach (var mask in Masks)
            {
                var flipped = bytes.ToArray();
                flipped[i] ^= mask;
                yield return Encoding.Latin1.GetString(flipped);
            }
        }
    }

    private static IEnumerable<string> Cuts(string original) =>
        Enumerable.Range(0, original.Length).SelectMany(i => new[] { original[..i], original.Remove(i, 1), original.Insert(i, "x") });

    private static WebhookVerdict Parse(string query, string? header) => InfobipAccounts.Parse(Body, query, Both, header).Verdict;

    private static void Both(InfobipOptions options) => (options.WebhookUser, options.WebhookPassword) = (InfobipAccounts.User, InfobipAccounts.Password);
}
