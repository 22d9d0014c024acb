using Messaging.AspNetCore.Tests.Support;
using Messaging.Links;
using Messaging.Preferences;
using Microsoft.Playwright;

namespace Messaging.AspNetCore.Tests.Browser;

/// <summary>The pages as people use them, in a real browser.</summary>
/// <remarks>Set MESSAGING_TEST_SCREENSHOTS to a folder to see what it saw.</remarks>
public sealed class BrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    [ChromiumFact]
    public async Task Unsubscribe_WithTheKeyboardOnly_Unsubscribes()
    {
        await using var host = await PagesHost.StartAsync(onPort: true);
        await host.GrantAsync("newsletter");
        var page = await OpenAsync(host, await host.PathAsync(LinkPurpose.Unsubscribe));
        await ShootAsync(page, "unsubscribe");
        Assert.True(await host.Consents.IsGrantedAsync(PagesHost.Person, MessageChannel.Email, "newsletter"));
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Unsubscribe", await FocusedAsync(page));
        await ShootAsync(page, "unsubscribe-focus");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("text=You are unsubscribed");
        await ShootAsync(page, "unsubscribed");
        Assert.False(await host.Consents.IsGrantedAsync(PagesHost.Person, MessageChannel.Email, "newsletter"));
    }

    [ChromiumFact]
    public async Task Preferences_WithTheKeyboardOnly_AreSaved()
    {
        await using var host = await PagesHost.StartAsync(onPort: true);
        await host.GrantAsync("newsletter");
        var page = await OpenAsync(host, await host.PathAsync(LinkPurpose.Preferences));
        await ShootAsync(page, "preferences");

        // Email, SMS, newsletter, events, language, save: in the order they are read.
        await KeysAsync(page, "Tab", "Tab", "Space", "Tab", "Space", "Tab", "Space", "Tab");
        Assert.Equal("locale", await page.EvaluateAsync<string>("document.activeElement.id"));
        await page.Keyboard.TypeAsync("Deu");
        await KeysAsync(page, "Tab", "Enter");
        await page.WaitForSelectorAsync("text=Ihre Einstellungen sind gespeichert.");
        await ShootAsync(page, "preferences-saved-de");
        var known = await host.Get<IPreferences>().GetAsync(PagesHost.Person);
        Assert.Equal((true, false, "de"), (known.IsOn(MessageChannel.Email), known.IsOn(MessageChannel.Sms), known.Locale));
        Assert.False(await host.Consents.IsGrantedAsync(PagesHost.Person, MessageChannel.Email, "newsletter"));
        Assert.True(await host.Consents.IsGrantedAsync(PagesHost.Person, MessageChannel.Email, "events"));
    }

    [ChromiumTheory]
    [InlineData("en")]
    [InlineData("de")]
    [InlineData("fr")]
    [InlineData("vi")]
    public async Task Pages_OnAPhone_FitAndCanBePressed(string locale)
    {
        await using var host = await PagesHost.StartAsync(onPort: true);
        foreach (var purpose in new[] { LinkPurpose.Unsubscribe, LinkPurpose.Preferences, LinkPurpose.Verification })
        {
            var page = await OpenAsync(host, await host.PathAsync(purpose, locale), width: 360, dark: locale == "fr");
            await ShootAsync(page, $"phone-{purpose.Value}-{locale}");
            Assert.Equal(locale, await page.EvaluateAsync<string>("document.documentElement.lang"));
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 360"), "The page is wider than the phone.");
            Assert.True(
                await page.EvaluateAsync<bool>("[...document.querySelectorAll('button, select, label.choice')].every(e => e.getBoundingClientRect().height >= 44)"), "Something is too small for a finger.");
            Assert.Empty(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('input, select')].filter(e => e.labels.length !== 1).map(e => e.name)"));
        }
    }

    [ChromiumTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pages_OnAnyScreen_HaveTheContrastThatReadersNeed(bool dark)
    {
        await using var host = await PagesHost.StartAsync(onPort: true);
        foreach (var purpose in new[] { LinkPurpose.Unsubscribe, LinkPurpose.Preferences })
        {
            var page = await OpenAsync(host, await host.PathAsync(purpose), dark: dark);
            Assert.True(await page.EvaluateAsync<double>(LowestContrast) >= 4.5, $"The contrast of {purpose} is below 4.5.");
        }
    }

    [ChromiumFact]
    public async Task Page_OpenedWithoutAClick_ChangesNothingAndReportsNoViolation()
    {
        await using var host = await PagesHost.StartAsync(onPort: true);
        foreach (var purpose in new[] { LinkPurpose.Unsubscribe, LinkPurpose.Preferences, LinkPurpose.Verification })
        {
            var page = await chromium.OpenAsync(host.Root);
            var complaints = new List<string>();
            page.Console += (_, m) => complaints.Add(m.Text);
            await page.GotoAsync(await host.PathAsync(purpose), new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
            Assert.Empty(complaints);
            Assert.Equal("none", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('main')).float"));
            Assert.NotEqual("0px", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('main')).borderRadius"));
            Assert.Empty(await page.Context.CookiesAsync());
        }

        Assert.Empty(await host.HistoryAsync());
        Assert.Empty(host.Handler.Handled);
    }

    // The lowest contrast of text with what is painted behind it, as WCAG 2.2 computes it.
    private const string LowestContrast = """
        () => {
          const rgb = c => c.match(/[\d.]+/g).map(Number);
          const light = ([r, g, b]) => { const f = v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b); };
          const behind = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
          return Math.min(...[...document.querySelectorAll('h1, p, legend, label, span, button, select')].map(e => {
            const [a, b] = [light(rgb(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
            return (a + 0.05) / (b + 0.05);
          }));
        }
        """;

    private static async Task KeysAsync(IPage page, params string[] keys)
    {
        foreach (var key in keys)
        {
            await page.Keyboard.PressAsync(key);
        }
    }

    private static Task<string> FocusedAsync(IPage page) => page.EvaluateAsync<string>("document.activeElement.textContent");

    private static async Task ShootAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("MESSAGING_TEST_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        }
    }

    private async Task<IPage> OpenAsync(PagesHost host, string path, int width = 900, bool dark = false)
    {
        var page = await chromium.OpenAsync(host.Root, width, dark: dark);
        await page.GotoAsync(path);
        return page;
    }
}
