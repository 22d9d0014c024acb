using AngleSharp.Html.Parser;
using Messaging.Templates.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Templates.Tests.SystemTemplates;

/// <summary>Every shipped template, in every language and on every channel.</summary>
public sealed class SystemTemplateTests
{
    // Mail programs such as Gmail cut a message off behind this.
    private const int MostBytes = 100 * 1024;

    private static readonly ServiceProvider Services = new ServiceCollection().AddMessaging().AddSystemTemplates().Services.BuildServiceProvider();
    private static readonly ITemplateEngine Engine = Services.GetRequiredService<ITemplateEngine>();

    public static TheoryData<string> Codes => [.. SystemTemplatePage.Rows.Select(r => r.Code)];

    public static TheoryData<string, string> Languages
    {
        get
        {
            var languages = new TheoryData<string, string>();
            foreach (var row in SystemTemplatePage.Rows)
            {
                Array.ForEach(SystemTemplatePage.Locales, l => languages.Add(row.Code, l));
            }

            return languages;
        }
    }

    [Fact]
    public async Task Codes_AreThoseOfThePage()
    {
        string[] expected =
        [
            "booking-confirmation", "booking-reminder", "collection-notice", "email-verification", "invoice", "low-stock", "password-reset", "payment-link", "payment-reminder", "welcome",
        ];
        var source = Services.GetServices<ITemplateSource>().Single(s => s.IsFallback);
        Assert.Equal(expected, (await source.ListAsync("", CancellationToken.None)).Order(StringComparer.Ordinal));
        Assert.Equal(expected, SystemTemplatePage.Rows.Select(r => r.Code).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Template_HasTheSameChannelsInEveryLanguage(string code)
    {
        var template = await Find(code);
        var expected = SystemTemplatePage.Row(code).Channels.Order(StringComparer.Ordinal);
        foreach (var locale in SystemTemplatePage.Locales)
        {
            Assert.Equal(expected, template.Contents.Where(c => c.Locale == (locale == "en" ? "" : locale)).Select(c => c.Channel.Value).Order(StringComparer.Ordinal));
        }

        Assert.All(template.Contents, c => Assert.Empty(Engine.Validate(c)));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Template_RequiredDataOnly_Renders(string code, string locale)
    {
        var row = SystemTemplatePage.Row(code);
        foreach (var rendered in await Render(code, locale, row.Required))
        {
            Assert.False(string.IsNullOrWhiteSpace(rendered.Text));
            Assert.DoesNotContain("%", rendered.Subject + rendered.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("  ", rendered.Subject ?? "", StringComparison.Ordinal);
            Assert.DoesNotMatch(@"\n\n\n| [.,] |\( | \)", rendered.Text);
        }
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Variables_AreThoseOfThePage(string code)
    {
        var row = SystemTemplatePage.Row(code);
        var all = await Everything(code, row.All);
        foreach (var name in row.Required)
        {
            var error = await Assert.ThrowsAsync<TemplateException>(() => Everything(code, row.All.Where(n => n != name)));
            Assert.Equal((TemplateError.MissingValue, name), (error.Error, error.Value));
        }

        foreach (var name in row.Optional)
        {
            Assert.True(all != await Everything(code, row.All.Where(n => n != name)), $"'{name}' makes no difference to '{code}'.");
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Email_IsAPageThatEverybodyCanRead(string code, string locale)
    {
        var row = SystemTemplatePage.Row(code);
        var email = (await Render(code, locale, row.All)).First(r => r.Html is not null);
        var document = new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(email.Html!);
        Assert.Equal(locale, document.DocumentElement.GetAttribute("lang"));
        Assert.Equal(email.Subject, document.Title);
        Assert.Single(document.QuerySelectorAll("h1"));
        Assert.All(document.QuerySelectorAll("img"), i => Assert.False(string.IsNullOrEmpty(i.GetAttribute("alt"))));
        Assert.All(document.QuerySelectorAll("table"), t => Assert.True(t.GetAttribute("role") == "presentation" || t.QuerySelector("th[scope=row]") is not null));
        Assert.All(document.QuerySelectorAll("a"), a => Assert.Matches("^(https|mailto):", a.GetAttribute("href")));
        Assert.All(document.QuerySelectorAll("h1, p, td, th, a"), e => Assert.Contains(":", e.GetAttribute("style"), StringComparison.Ordinal));
        Assert.Contains("prefers-color-scheme: dark", document.QuerySelector("style")!.TextContent, StringComparison.Ordinal);
        Assert.True(email.Html!.Length < MostBytes);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Email_TextPart_SaysWhatTheHtmlSays(string code, string locale)
    {
        var email = (await Render(code, locale, SystemTemplatePage.Row(code).All)).First(r => r.Html is not null);
        var document = new HtmlParser().ParseDocument(email.Html!);
        Assert.Contains(document.QuerySelector("h1")!.TextContent, email.Text, StringComparison.Ordinal);
        Assert.All(document.QuerySelectorAll("a[href^=https]"), a => Assert.Contains(a.GetAttribute("href")!, email.Text, StringComparison.Ordinal));
        Assert.All(document.QuerySelectorAll("td:not(:has(*))"), td => Assert.Contains(td.TextContent.Replace('\u00A0', ' ').Replace('\u202F', ' '), email.Text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Languages_Differ(string code)
    {
        var row = SystemTemplatePage.Row(code);
        var languages = await Task.WhenAll(SystemTemplatePage.Locales.Select(l => Render(code, l, row.All)));
        for (var channel = 0; channel < row.Channels.Count; channel++)
        {
            Assert.Equal(SystemTemplatePage.Locales.Length, languages.Select(l => l[channel].Text).Distinct(StringComparer.Ordinal).Count());
            Assert.All(languages.Select(l => l[channel].Subject).OfType<string>().GroupBy(s => s, StringComparer.Ordinal), g => Assert.Single(g));
        }
    }

    [Fact]
    public async Task Sms_HasTheSegmentsOfThePage()
    {
        foreach (var (code, segments) in SystemTemplatePage.SmsSegments)
        {
            var template = await Find(code);
            var measured = SystemTemplatePage.Locales.Select(l => SmsText.Measure(Render(template, MessageChannel.Sms, l, SystemTemplatePage.Row(code).All).Text!).Segments);
            Assert.Equal(segments, measured);
        }

        Assert.Equal(SystemTemplatePage.Rows.Where(r => r.Channels.Contains("sms")).Select(r => r.Code).Order(StringComparer.Ordinal), SystemTemplatePage.SmsSegments.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HostsOwnTemplate_OfTheSameCode_Wins(bool isAddedFirst)
    {
        var builder = new ServiceCollection().AddMessaging().AddInApp().UseInMemoryStore();
        builder = isAddedFirst ? builder.AddTemplate("welcome", Own).AddSystemTemplates() : builder.AddSystemTemplates().AddTemplate("welcome", Own);
        await using var services = builder.Services.BuildServiceProvider();
        var plan = await services.GetRequiredService<IMessagingClient>().ExplainAsync(new MessageRequest { Template = "welcome", To = [new Recipient { Id = "7" }], Channels = [MessageChannel.InApp] });
        Assert.Equal("Ours", Assert.Single(plan.Messages).Content?.Text);

        static void Own(TemplateBuilder t) => t.InApp("Own", "Ours");
    }

    [Fact]
    public async Task Template_OfAnotherVersion_IsNotFound()
    {
        var source = Services.GetServices<ITemplateSource>().Single(s => s.IsFallback);
        var current = await Find("INVOICE");
        Assert.Same(current, await source.FindAsync("", "invoice", current.Version, CancellationToken.None));
        Assert.Null(await source.FindAsync("", "invoice", "0", CancellationToken.None));
        Assert.Null(await source.FindAsync("", "unknown", null, CancellationToken.None));
    }

    private static async Task<TemplateVersion> Find(string code) =>
        (await Services.GetServices<ITemplateSource>().Single(s => s.IsFallback).FindAsync("", code, null, CancellationToken.None))!;

    private static async Task<List<RenderedContent>> Render(string code, string locale, IEnumerable<string> names)
    {
        var template = await Find(code);
        return [.. template.Contents.Select(c => c.Channel).Distinct().OrderBy(c => c.Value, StringComparer.Ordinal).Select(c => Render(template, c, locale, names))];
    }

    private static RenderedContent Render(TemplateVersion template, MessageChannel channel, string locale, IEnumerable<string> names) =>
        Engine.Render(template.Find(channel, locale)!, SampleData.Of(names), new RenderContext(locale == "en" ? "en-US" : locale, "Europe/Vienna", "USD"));

    private static async Task<string> Everything(string code, IEnumerable<string> names) =>
        string.Join('\n', (await Render(code, "en", names)).Select(r => $"{r.Subject}\n{r.Text}\n{r.Html}"));
}
