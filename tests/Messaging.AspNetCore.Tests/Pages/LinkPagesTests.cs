using System.Net;
using AngleSharp.Html.Parser;
using Messaging.AspNetCore.Tests.Support;
using Messaging.Links;
using Messaging.Pages;
using Messaging.Preferences;
using Microsoft.AspNetCore.Builder;

namespace Messaging.AspNetCore.Tests.Pages;

/// <summary>The pages behind links, without a browser.</summary>
public sealed class LinkPagesTests
{
    private static readonly KeyValuePair<string, string>[] OneClick = [new("List-Unsubscribe", "One-Click")];

    [Fact]
    public async Task Scanners_OpeningEveryPageAThousandTimes_ChangeNothing()
    {
        await using var host = await PagesHost.StartAsync(o => o.RequestsPerMinute = 10_000);
        await host.GrantAsync("newsletter");
        var message = await host.MessageAsync();
        var paths = new[]
        {
            await host.PathAsync(LinkPurpose.Unsubscribe, messageId: message), await host.PathAsync(LinkPurpose.Preferences, messageId: message), await host.PathAsync(LinkPurpose.Verification, messageId: message),
        };
        var before = (await host.HistoryAsync()).Count;
        for (var i = 0; i < 1000; i++)
        {
            using var request = new HttpRequestMessage(i % 4 == 1 ? HttpMethod.Head : HttpMethod.Get, paths[i % 3]);
            request.Headers.TryAddWithoutValidation(i % 4 == 2 ? "Sec-Purpose" : "Purpose", i % 4 < 2 ? "" : "prefetch;prerender");
            using var response = await host.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(i % 4 == 1, (await response.Content.ReadAsByteArrayAsync()).Length == 0);
        }

        Assert.Equal(before, (await host.HistoryAsync()).Count);
        Assert.Null((await host.DeliveryAsync(message)).UnsubscribedAt);
        Assert.Empty(host.Handler.Handled);
        Assert.True((await host.Links.CheckAsync(LinkPurpose.Verification, paths[2].Split('/')[^1])).IsValid);

        using var post = await host.Http.PostAsync(paths[0], new FormUrlEncodedContent(OneClick));
        Assert.Equal(before + 2, (await host.HistoryAsync()).Count);
        Assert.False(await host.Consents.IsGrantedAsync(PagesHost.Person, MessageChannel.Email, "newsletter"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OneClick_Posted_UnsubscribesPersonAndAddressFromTheTopicAtOnce(bool multipart)
    {
        await using var host = await PagesHost.StartAsync();
        await host.GrantAsync("newsletter");
        await host.GrantAsync("events");
        var message = await host.MessageAsync();
        using HttpContent form = multipart ? new MultipartFormDataContent { { new StringContent("One-Click"), "List-Unsubscribe" } } : new FormUrlEncodedContent(OneClick);
        using var response = await host.Http.PostAsync(await host.PathAsync(LinkPurpose.Unsubscribe, messageId: message), form);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
        var withdrawn = (await host.HistoryAsync()).Where(e => e.Kind == ContactEntryKind.ConsentWithdrawn).ToList();
        Assert.Equal(2, withdrawn.Count);
        Assert.All(withdrawn, e => Assert.Equal((MessageChannel.Email, "newsletter", "one-click", message.ToString("N")), (e.Channel, e.Topic, e.Source, e.Proof)));
        Assert.False(await host.Consents.IsGrantedAsync(PagesHost.Person, MessageChannel.Email, "newsletter"));
        Assert.True(await host.Consents.IsGrantedAsync(PagesHost.Person, MessageChannel.Email, "events"));
        Assert.NotNull((await host.DeliveryAsync(message)).UnsubscribedAt);
    }

    [Fact]
    public async Task Unsubscribe_FromAllMarketing_HoldsOnEveryChannel()
    {
        await using var host = await PagesHost.StartAsync();
        await host.GrantAsync("events");
        await PostAsync(host, await host.PathAsync(LinkPurpose.Unsubscribe), HttpStatusCode.OK, ("scope", "all"));
        Assert.False(await host.Consents.IsGrantedAsync(PagesHost.Person, MessageChannel.Email, "events"));
        Assert.All((await host.HistoryAsync()).Where(e => e.Kind == ContactEntryKind.ConsentWithdrawn), e => Assert.True(e.Channel.IsEmpty && e.Topic.Length == 0));
    }

    [Fact]
    public async Task Post_WithoutOneOfOurForms_ChangesNothing()
    {
        await using var host = await PagesHost.StartAsync();
        var path = await host.PathAsync(LinkPurpose.Unsubscribe);
        await PostAsync(host, path, HttpStatusCode.BadRequest);
        await PostAsync(host, path, HttpStatusCode.BadRequest, ("List-Unsubscribe", "no"));
        await PostAsync(host, path, HttpStatusCode.BadRequest, ("scope", "everything"));
        await PostAsync(host, path, HttpStatusCode.BadRequest, ("scope", new string('x', 20_000)));
        await PostAsync(host, await host.PathAsync(LinkPurpose.Preferences), HttpStatusCode.BadRequest, ("topic", "newsletter"));
        await PostAsync(host, await host.PathAsync(LinkPurpose.Verification), HttpStatusCode.BadRequest);
        using var json = await host.Http.PostAsync(path, new StringContent("{}", System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, json.StatusCode);
        Assert.Empty(await host.HistoryAsync());
    }

    [Fact]
    public async Task Links_ThatDoNotHold_SayOnlyWhy()
    {
        await using var host = await PagesHost.StartAsync();
        var unsubscribe = await host.PathAsync(LinkPurpose.Unsubscribe);
        var verify = await host.PathAsync(LinkPurpose.Verification);
        Assert.Contains("does not work", await GetAsync(host, unsubscribe[..^3] + "AAA", HttpStatusCode.NotFound), StringComparison.Ordinal);
        Assert.Contains("does not work", await GetAsync(host, unsubscribe.Replace("unsubscribe", "preferences", StringComparison.Ordinal), HttpStatusCode.NotFound), StringComparison.Ordinal);
        await PostAsync(host, unsubscribe[..^3] + "AAA", HttpStatusCode.NotFound, ("List-Unsubscribe", "One-Click"));
        await PostAsync(host, verify, HttpStatusCode.OK, ("confirm", "1"));
        Assert.Contains("used already", await GetAsync(host, verify, HttpStatusCode.Gone), StringComparison.Ordinal);
        await PostAsync(host, verify, HttpStatusCode.Gone, ("confirm", "1"));
        host.Clock.Advance(TimeSpan.FromDays(400));
        Assert.Contains("has expired", await GetAsync(host, unsubscribe, HttpStatusCode.Gone), StringComparison.Ordinal);
        await PostAsync(host, unsubscribe, HttpStatusCode.Gone, ("List-Unsubscribe", "One-Click"));
        Assert.Empty(await host.HistoryAsync());
        Assert.Single(host.Handler.Handled);
    }

    [Fact]
    public async Task Verification_WhoseHandlerFails_WorksOnceMore()
    {
        await using var host = await PagesHost.StartAsync();
        var path = await host.PathAsync(LinkPurpose.Verification);
        host.Handler.Fails = true;
        await PostAsync(host, path, HttpStatusCode.InternalServerError, ("confirm", "1"));
        host.Handler.Fails = false;
        await PostAsync(host, path, HttpStatusCode.OK, ("confirm", "1"));
        Assert.Equal("p-1", Assert.Single(host.Handler.Handled).RecipientId);
    }

    [Fact]
    public async Task Preferences_SavedAndOpenedAgain_ShowWhatWasChosen()
    {
        await using var host = await PagesHost.StartAsync();
        await host.GrantAsync("newsletter");
        var path = await host.PathAsync(LinkPurpose.Preferences);
        Assert.Equal(["email", "sms", "newsletter"], Checked(await GetAsync(host, path)));
        var saved = await PostAsync(host, path, HttpStatusCode.OK, ("save", "1"), ("channel", "email"), ("topic", "events"), ("locale", "de"));
        Assert.Contains("Ihre Einstellungen sind gespeichert.", saved, StringComparison.Ordinal);
        Assert.Equal(["email", "events"], Checked(saved));
        Assert.Equal(["email", "events"], Checked(await GetAsync(host, path)));
        var known = await host.Get<IPreferences>().GetAsync(PagesHost.Person);
        Assert.Equal((false, true, "de"), (known.IsOn(MessageChannel.Sms), known.IsOn(MessageChannel.Email), known.Locale));
        var granted = Assert.Single(await host.Consents.ListAsync(PagesHost.Address), c => c.Action == ConsentAction.Grant);
        Assert.Equal(("events", "preference-page", "preference-page-1"), (granted.Topic, granted.Source, granted.Wording));
        var count = (await host.HistoryAsync()).Count;
        await PostAsync(host, path, HttpStatusCode.OK, ("save", "1"), ("channel", "email"), ("topic", "events"), ("locale", "de"));
        Assert.Equal(count, (await host.HistoryAsync()).Count);
    }

    [Fact]
    public async Task Unsubscribed_CanSubscribeAgainOnThePreferencePage()
    {
        await using var host = await PagesHost.StartAsync();
        await host.GrantAsync("newsletter");
        await PostAsync(host, await host.PathAsync(LinkPurpose.Unsubscribe), HttpStatusCode.OK, ("scope", "all"));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        var path = await host.PathAsync(LinkPurpose.Preferences);
        Assert.Equal(["email", "sms"], Checked(await GetAsync(host, path)));
        await PostAsync(host, path, HttpStatusCode.OK, ("save", "1"), ("channel", "email"), ("channel", "sms"), ("topic", "newsletter"), ("locale", ""));
        Assert.True(await host.Consents.IsGrantedAsync(PagesHost.Person, MessageChannel.Email, "newsletter"));
        Assert.True(await host.Consents.IsGrantedAsync(PagesHost.Address, MessageChannel.Email, "newsletter"));
    }

    [Fact]
    public async Task Page_AnyAnswer_LoadsRunsAndFramesNothing()
    {
        await using var host = await PagesHost.StartAsync();
        foreach (var path in new[] { await host.PathAsync(LinkPurpose.Unsubscribe), await host.PathAsync(LinkPurpose.Preferences), await host.PathAsync(LinkPurpose.Verification), "/m/unsubscribe/x", "/m/c/x" })
        {
            using var response = await host.Http.GetAsync(path);
            string Header(string name) => string.Join(',', response.Headers.GetValues(name));
            Assert.Matches("^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$", Header("Content-Security-Policy"));
            Assert.Equal(("nosniff", "no-referrer", "no-store", "noindex, nofollow"), (Header("X-Content-Type-Options"), Header("Referrer-Policy"), Header("Cache-Control"), Header("X-Robots-Tag")));
            Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
            Assert.DoesNotContain("<script", await response.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Page_TextsOfTheHost_AreEncoded()
    {
        const string evil = "<img src=x onerror=alert(1)>\"'&";
        await using var host = await PagesHost.StartAsync(o =>
        {
            o.SenderName = evil;
            o.Topics = [new LinkTopic { Name = "newsletter\"><b>", Titles = { ["en"] = evil } }];
        });
        foreach (var purpose in new[] { LinkPurpose.Unsubscribe, LinkPurpose.Preferences })
        {
            var html = await GetAsync(host, await host.PathAsync(purpose, topic: "newsletter\"><b>"));
            var page = new HtmlParser().ParseDocument(html);
            Assert.Empty(page.QuerySelectorAll("img, b"));
            Assert.Contains(evil, page.Body!.TextContent, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("de", "en", "de")]
    [InlineData("vi-VN", "", "vi")]
    [InlineData("", "fr-CA, en;q=0.8", "fr")]
    [InlineData("", "en;q=0.5, de;q=0.9", "de")]
    [InlineData("ja", "pl, vi;q=0.3", "vi")]
    [InlineData("", "*", "en")]
    public async Task Page_SpeaksTheLanguageOfTheLinkOrTheBrowser(string locale, string accepted, string expected)
    {
        await using var host = await PagesHost.StartAsync();
        host.Http.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", accepted);
        Assert.Contains($"<html lang=\"{expected}\">", await GetAsync(host, await host.PathAsync(LinkPurpose.Unsubscribe, locale)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_WithManyWrongLinks_HasToWait()
    {
        await using var host = await PagesHost.StartAsync(o => o.FailuresPerMinute = 3);
        var path = await host.PathAsync(LinkPurpose.Unsubscribe);
        for (var i = 0; i < 3; i++)
        {
            await GetAsync(host, path);
            await GetAsync(host, "/m/s/AAAAAAAAAAA", HttpStatusCode.NotFound);
        }

        using var refused = await host.Http.GetAsync(path);
        Assert.Equal((HttpStatusCode.TooManyRequests, "60"), (refused.StatusCode, refused.Headers.RetryAfter!.ToString()));
    }

    [Fact]
    public async Task Map_WithoutLinks_NamesTheCall()
    {
        await using var app = WebApplication.CreateBuilder().Build();
        Assert.Contains("AddLinks(...)", Assert.Throws<MessagingConfigurationException>(() => app.MapMessagingLinks()).Message, StringComparison.Ordinal);
    }

    private static async Task<string> GetAsync(PagesHost host, string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await host.Http.GetAsync(path);
        Assert.Equal(expected, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }

    private static async Task<string> PostAsync(PagesHost host, string path, HttpStatusCode expected, params (string Name, string Value)[] fields)
    {
        using var response = await host.Http.PostAsync(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));
        Assert.Equal(expected, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }

    private static IEnumerable<string?> Checked(string html) => new HtmlParser().ParseDocument(html).QuerySelectorAll("input[checked]").Select(i => i.GetAttribute("value"));
}
