using System.Net;
using Messaging.Channels;
using Messaging.Providers.Tests.Twilio.Support;
using Messaging.Providers.Twilio;
using Messaging.Templates;

namespace Messaging.Providers.Tests.Twilio;

/// <summary>Every request that an account can make keeps to the vendor's published description.</summary>
public sealed class TwilioContractTests
{
    private static readonly Contract Messages = Contract.Load("twilio", "messages");

    [Fact]
    public async Task Request_OfEveryKind_KeepsToTheDescription()
    {
        var checkedRequests = 0;
        foreach (var message in EveryMessage())
        {
            foreach (var configure in EveryAccount())
            {
                var vendor = new StubVendor(HttpStatusCode.Created);
                var outcome = await Accounts.Adapter(vendor, message.Channel, Accounts.Options(configure)).SendAsync(message, default);

                Assert.Equal(SendOutcomeKind.Accepted, outcome.Kind);
                Assert.Equal([], Messages.Check("CreateMessage", vendor.Request));
                checkedRequests++;
            }
        }

        Assert.Equal(60, checkedRequests);
    }

    [Fact]
    public async Task LookUp_OfAMessage_KeepsToTheDescription()
    {
        var vendor = new StubVendor();
        var message = Accounts.Message(MessageChannel.Sms);
        await ((IStatusLookup)Accounts.Adapter(vendor, MessageChannel.Sms, Accounts.Options())).FindAsync(new StatusQuery(message.Reference, message.IdempotencyKey, Accounts.MessageSid, Accounts.Now), default);

        Assert.Equal([], Messages.Check("FetchMessage", vendor.Request));
    }

    [Theory]
    [InlineData("To=%2B491512345678&From=%2B15005550006&Body=x&Bdy=x", "$.Bdy is unknown")]
    [InlineData("From=%2B15005550006&Body=x", "$.To is missing")]
    [InlineData("To=%2B491512345678&Body=x", "none of From, MessagingServiceSid")]
    [InlineData("To=%2B491512345678&From=%2B15005550006", "none of Body, MediaUrl, ContentSid")]
    [InlineData("To=491512345678&From=%2B15005550006&Body=x", "$.To is no phone-number")]
    [InlineData("To=%2B491512345678&From=%2B15005550006&Body=x&ValidityPeriod=36001", "$.ValidityPeriod is 36001")]
    [InlineData("To=%2B491512345678&From=%2B15005550006&Body=x&Body=y", "$.Body is no string")]
    [InlineData("To=%2B491512345678&From=%2B15005550006&Body=x&StatusCallback=hook", "$.StatusCallback is no uri")]
    public void Description_OfAFaultyRequest_FindsTheFault(string body, string problem)
    {
        var request = new StubRequest(HttpMethod.Post, new Uri($"https://api.twilio.com/2010-04-01/Accounts/{Accounts.AccountSid}/Messages.json"), "", "application/x-www-form-urlencoded", body);

        Assert.Equal([problem], Messages.Check("CreateMessage", request));
    }

    private static IEnumerable<OutboundMessage> EveryMessage()
    {
        foreach (var channel in new[] { MessageChannel.Sms, MessageChannel.WhatsApp, MessageChannel.Messenger })
        {
            yield return Accounts.Message(channel);
            yield return Accounts.Message(channel, new string('ü', 1600));
            yield return Accounts.Message(channel, "See", "https://example.org/a.jpg?b=1&c=2");
            yield return Accounts.Message(channel, null, "http://example.org/a.gif");
        }

        yield return Accounts.Message(MessageChannel.WhatsApp, approved: new ApprovedTemplate("reminder", "de", ["1", "2"]));
        yield return Accounts.Message(MessageChannel.WhatsApp, approved: new ApprovedTemplate("reminder", "de", []));
        yield return Accounts.Message(MessageChannel.WhatsApp, approved: new ApprovedTemplate(Accounts.ContentSid, "", ["Grüße\n👍"]));
    }

    private static IEnumerable<Action<TwilioOptions>> EveryAccount() =>
    [
        _ => { },
        o => o.WebhookUrl = null,
        o => (o.MessagingServiceSid, o.SmsFrom, o.ValidityPeriod) = (Accounts.ServiceSid, null, TimeSpan.FromHours(10)),
        o => (o.MessagingServiceSid, o.SmsFrom, o.ApiKeySid, o.ApiKeySecret) = (Accounts.ServiceSid, "HaffSegeln", "SK0123456789abcdef0123456789abcdef", "x"),
    ];
}
