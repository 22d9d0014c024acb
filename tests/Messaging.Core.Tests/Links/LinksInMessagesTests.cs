using System.Text;
using Messaging.Channels;
using Messaging.Channels.Mime;
using Messaging.Core.Tests.Support;
using Messaging.Links;
using Messaging.Testing;

namespace Messaging.Core.Tests.Links;

/// <summary>What links add to messages on their way out.</summary>
public sealed class LinksInMessagesTests
{
    private static readonly MessageRequest Marketing = TestHost.Request() with { Category = MessageCategory.Marketing, Type = "newsletter", To = [new Recipient { Id = "p-1", Type = "parent", Email = "lan@example.org" }] };

    [Fact]
    public async Task MarketingEmail_HasBothUnsubscribeHeadersOnce()
    {
        await using var host = LinkHosts.Create(o => o.UnsubscribeMailbox = "unsubscribe@example.org");
        var sent = await SendAsync(host, Marketing);
        var mail = Encoding.ASCII.GetString(MimeWriter.Write(EmailMessage.Create(sent, NamedAddress.TryParse("a@example.org", out var from, out _) ? from : null!))).Replace("\r\n ", " ", StringComparison.Ordinal);
        var header = Assert.Single(mail.Split("\r\n"), l => l.StartsWith("List-Unsubscribe:", StringComparison.Ordinal));
        Assert.Single(mail.Split("\r\n"), l => l == "List-Unsubscribe-Post: List-Unsubscribe=One-Click");
        var token = header.Split("/unsubscribe/")[1].Split('>')[0];
        Assert.Equal($"List-Unsubscribe: <https://example.org/m/unsubscribe/{token}>, <mailto:unsubscribe@example.org?subject={token}>", header);
        var claims = (await host.Get<IMessageLinks>().CheckAsync(LinkPurpose.Unsubscribe, token)).Claims!;
        Assert.Equal(("parent", "p-1", "newsletter", MessageChannel.Email, sent.Id), (claims.RecipientType, claims.RecipientId, claims.Subject, claims.Channel, claims.MessageId));
        Assert.NotNull(claims.AddressId);
    }

    [Fact]
    public async Task TransactionalEmail_HasNoUnsubscribeHeaders()
    {
        await using var host = LinkHosts.Create();
        Assert.Empty((await SendAsync(host, Marketing with { Category = MessageCategory.Transactional })).Headers);
    }

    [Theory]
    [InlineData("List-Unsubscribe")]
    [InlineData("list-unsubscribe-post")]
    public async Task Request_WithAHeaderThatLinksWrite_IsRefused(string header)
    {
        var request = Marketing with { Headers = new Dictionary<string, string>(StringComparer.Ordinal) { [header] = "<https://example.org>" } };
        await using var host = LinkHosts.Create();
        var error = await Assert.ThrowsAsync<InvalidMessageException>(() => host.Client.SendAsync(request));
        Assert.Contains("AddLinks(...)", error.Message, StringComparison.Ordinal);
        await using var without = new TestHost(NoConsent);
        await without.Client.SendAsync(request);
    }

    [Fact]
    public async Task Retry_AfterANewKeyAndTime_SendsTheSameBytes()
    {
        var email = new RecordingChannelAdapter().ThenAnswer(SendOutcome.Retry(new SendFailure(FailureKind.Temporary, "later")));
        var second = new LinkKeyOptions { Id = 2, Secret = LinkHosts.Secret(2), From = new DateTimeOffset(2030, 1, 15, 12, 0, 30, TimeSpan.Zero) };
        await using var host = LinkHosts.Create(o => (o.Keys, o.TrackClicks) = ([LinkHosts.FirstKey, second], true), email: email);
        var request = Marketing with { Content = new InlineContent { Subject = "s", Html = "<a href='https://example.org/a'>a</a>" } };
        await SendAsync(host, request);
        host.Clock.Advance(TimeSpan.FromMinutes(3));
        await host.DispatchAsync();
        Assert.Equal(2, email.Sent.Count);
        Assert.Equal(email.Sent[0].Headers, email.Sent[1].Headers);
        Assert.Equal(email.Sent[0].Content, email.Sent[1].Content);
        var later = await SendAsync(host, request);
        Assert.NotEqual(email.Sent[0].Headers["List-Unsubscribe"][..45], later.Headers["List-Unsubscribe"][..45]);
    }

    [Fact]
    public async Task Template_ShowingItsLinks_GetsThoseOfTheHeader()
    {
        await using var host = LinkHosts.Create(configure: b => b.AddTemplate("news", t => t.Email("s", text: "{{links.unsubscribe}} {{links.preferences}}")));
        var request = Marketing with { Content = null, Template = "news" };
        var sent = await SendAsync(host, request);
        var shown = sent.Content.Text!.Split(' ');
        Assert.Equal($"<{shown[0]}>", sent.Headers["List-Unsubscribe"]);
        Assert.True((await host.Get<IMessageLinks>().CheckAsync(LinkPurpose.Preferences, shown[1].Split('/')[^1])).IsValid);
        var explained = (await host.Client.ExplainAsync(request)).Messages[0].Content!.Text!;
        Assert.StartsWith("https://example.org/m/unsubscribe/", explained, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Template_ShowingLinksWithoutAddLinks_NamesTheCall()
    {
        await using var host = new TestHost(b => NoConsent(b.AddTemplate("news", t => t.Email("s", text: "{{links.unsubscribe}}"))));
        var error = await Assert.ThrowsAsync<TemplateException>(() => host.Client.SendAsync(Marketing with { Content = null, Template = "news" }));
        Assert.Equal((TemplateError.MissingValue, "links.unsubscribe"), (error.Error, error.Value));
        Assert.Contains("AddLinks(...)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TrackedEmail_LeadsEveryWebLinkThroughTheHostAndCountsClicks()
    {
        const string html = """
            <a href="https://shop.example/a?x=1&amp;y=2">a</a><a href='mailto:a@example.org'>m</a><a href="#top">t</a><a href="https://shop.example/quiet" data-no-track>q</a>
            <a href="https://example.org/m/preferences/abc">p</a><a href="https://shop.example/a?x=1&amp;y=2">again</a><!-- <a href="https://shop.example/c"> -->
            """;
        await using var host = LinkHosts.Create(o => o.TrackClicks = true);
        var sent = await SendAsync(host, TestHost.Request() with { Content = new InlineContent { Subject = "s", Html = html } });
        var links = HtmlLinkScanner.Find(sent.Content.Html!).Select(l => l.Url).ToList();
        Assert.Equal(["mailto:a@example.org", "#top", "https://example.org/m/preferences/abc"], links.Where(l => !l.StartsWith("https://example.org/m/c/", StringComparison.Ordinal)));
        Assert.Equal(html.Replace("https://shop.example/a?x=1&amp;y=2", links[0], StringComparison.Ordinal), sent.Content.Html);
        var redirects = host.Get<ILinkRedirects>();
        var token = links[0].Split('/')[^1];
        Assert.Equal("https://shop.example/a?x=1&y=2", await redirects.FollowAsync(token, counts: false));
        Assert.Equal(0, (await host.FindAsync(sent.Id)).Delivery.ClickCount);
        await redirects.FollowAsync(token, counts: true);
        await redirects.FollowAsync(token, counts: true);
        var delivery = (await host.FindAsync(sent.Id)).Delivery;
        Assert.Equal((1, host.Now), (delivery.ClickCount, delivery.ClickedAt));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await redirects.FollowAsync(token, counts: true);
        Assert.Equal(2, (await host.FindAsync(sent.Id)).Delivery.ClickCount);
    }

    [Fact]
    public async Task TrackedLink_ChangedOrExpiredOrOfARemovedKey_LeadsNowhere()
    {
        await using var host = LinkHosts.Create(o => o.TrackClicks = true);
        var sent = await SendAsync(host, TestHost.Request() with { Content = new InlineContent { Subject = "s", Html = "<a href='https://shop.example/'>a</a>" } });
        var token = HtmlLinkScanner.Find(sent.Content.Html!)[0].Url.Split('/')[^1];
        var redirects = host.Get<ILinkRedirects>();
        Assert.NotNull(await redirects.FollowAsync(token, counts: false));
        Assert.Null(await redirects.FollowAsync(token[..^4] + "AAAA", counts: true));
        Assert.Null(await redirects.FollowAsync("https://evil.example", counts: true));
        Assert.Null(await redirects.FollowAsync((await host.Get<IMessageLinks>().CreateAsync(LinkHosts.Request(LinkPurpose.Unsubscribe))).Token, counts: true));
        host.Clock.Advance(TimeSpan.FromDays(400));
        Assert.Null(await redirects.FollowAsync(token, counts: true));
        Assert.Equal(0, (await host.FindAsync(sent.Id)).Delivery.ClickCount);
    }

    [Fact]
    public async Task Sms_WithLongLinks_HasShortOnesThatCount()
    {
        var sms = new RecordingChannelAdapter();
        await using var host = LinkHosts.Create(o => o.ShortenLinks = true, b => b.AddChannel("sms", MessageChannel.Sms, _ => sms));
        const string target = "https://shop.example/orders/4711/track?with=a&rather=long&query=string";
        var id = (await host.Client.SendAsync(new MessageRequest
        {
            Content = new InlineContent { Text = $"Track it: {target}. Or call, or https://a.example." },
            To = [new Recipient { Phone = "+491701234567" }],
            Channels = [MessageChannel.Sms],
        })).Messages[0].Id;
        await host.DispatchAsync();
        var text = Assert.Single(sms.Sent).Content.Text!;
        Assert.Matches(@"^Track it: https://example\.org/m/s/[0-9A-Za-z]{11}\. Or call, or https://a\.example\.$", text);
        var code = text.Split("/s/")[1][..11];
        Assert.Equal(target, await host.Get<ILinkRedirects>().FollowShortAsync(code, counts: true));
        Assert.Equal(1, (await host.FindAsync(id)).Delivery.ClickCount);
        Assert.Null(await host.Get<ILinkRedirects>().FollowShortAsync(code[..10] + (code[10] == 'a' ? 'b' : 'a'), counts: true));
    }

    [Fact]
    public async Task ShortLink_OfTheHost_LeadsThereUntilItEnds()
    {
        await using var host = LinkHosts.Create();
        var links = host.Get<IShortLinks>();
        await Assert.ThrowsAsync<ArgumentException>(() => links.CreateAsync("javascript:alert(1)"));
        var code = (await links.CreateAsync("https://shop.example/", expiresAt: host.Now.AddDays(1))).AbsoluteUri.Split('/')[^1];
        Assert.Equal("https://shop.example/", await host.Get<ILinkRedirects>().FollowShortAsync(code, counts: true));
        host.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Null(await host.Get<ILinkRedirects>().FollowShortAsync(code, counts: true));
    }

    private static void NoConsent(MessagingBuilder builder) => builder.Services.AddMessaging(o => o.Marketing.RequiresConsent = false);

    private static async Task<OutboundMessage> SendAsync(TestHost host, MessageRequest request)
    {
        await host.SendAsync(request);
        await host.DispatchAsync();
        return host.Email.Sent[^1];
    }
}
