using Messaging.TestTools;
using Microsoft.Playwright;

namespace Messaging.AspNetCore.Tests.Browser;

/// <summary>The distribution's Chromium, without a window and without a life of its own on the network.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static TestRequirement Requirement { get; } = new(() => Find() is null ? "chromium is not on the path: install the distribution's package of that name." : null);

    public async Task InitializeAsync()
    {
        if (Find() is { } program)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = program,
                Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
            });
        }
    }

    /// <summary>A page in a fresh profile.</summary>
    /// <param name="root">The address that paths start from.</param>
    /// <param name="width">The width of the window.</param>
    /// <param name="locale">The language of the browser.</param>
    /// <param name="dark">Whether the person prefers a dark screen.</param>
    public async Task<IPage> OpenAsync(Uri root, int width = 900, string locale = "en-US", bool dark = false)
    {
        Requirement.Demand();
        ArgumentNullException.ThrowIfNull(root);
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = root.AbsoluteUri,
            Locale = locale,
            ViewportSize = new ViewportSize { Width = width, Height = 760 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = true,
        });
        return await context.NewPageAsync();
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}
