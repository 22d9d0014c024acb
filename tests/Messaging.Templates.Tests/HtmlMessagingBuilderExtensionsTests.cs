using Messaging.TestTools;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messaging.Templates.Tests;

public sealed class HtmlMessagingBuilderExtensionsTests
{
    [Fact]
    public async Task TemplateFolder_WithMarkdown_IsReadAndPrepared()
    {
        using var folder = Folder("welcome/email.subject.hbs:Hello {{name}}", "welcome/email.md.hbs:# Hello {{name}}\n\n[Start]({{link}})\n", "welcome/email.de.subject.hbs:Hallo", "welcome/email.de.html.hbs:<style>p{color:red}</style><p>{{name}}</p>");
        await using var services = Services(folder, b => b.AddMarkdown().AddCssInlining());
        var template = await services.GetRequiredService<ITemplateSource>().FindAsync("", "welcome", null, CancellationToken.None);
        Assert.Equal("<h1>Hello {{name}}</h1>\n<p><a href=\"{{link}}\">Start</a></p>\n", template!.Find(MessageChannel.Email, "")!.Html);
        Assert.Equal("<p style=\"color: red\">{{name}}</p>", template.Find(MessageChannel.Email, "de")!.Html!.Trim());
    }

    [Theory]
    [InlineData("welcome/email.md.hbs:[x](http://a.example)", "templates/welcome/email.md.hbs: Line 1, column 1: a link or picture needs")]
    [InlineData("welcome/email.html.hbs:<p>a</p>|welcome/email.md.hbs:a", "templates/welcome/email.md.hbs: says the same part as")]
    public async Task TemplateFolder_MarkdownNotInOrder_StopsTheStart(string files, string problem)
    {
        using var folder = Folder([.. files.Split('|'), "welcome/email.subject.hbs:x"]);
        await using var services = Services(folder, b => b.AddMarkdown().AddCssInlining());
        var error = await Assert.ThrowsAsync<MessagingConfigurationException>(() => Start(services));
        Assert.Contains(problem, error.Message.Replace(folder.Path, "templates", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TemplateFolder_MarkdownNotAdded_SaysWhatToCall()
    {
        using var folder = Folder("welcome/email.md.hbs:a");
        await using var services = Services(folder, b => b);
        var error = await Assert.ThrowsAsync<MessagingConfigurationException>(() => Start(services));
        Assert.Contains("AddMarkdown()", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TemplateFromCode_WithCssInlining_IsPrepared()
    {
        var builder = new ServiceCollection().AddMessaging().AddTemplate("hello", t => t.Email("Hello", html: "<style>p{color:red}</style><p>{{name}}</p>")).AddCssInlining();
        await using var services = builder.Services.BuildServiceProvider();
        var template = await services.GetRequiredService<ITemplateSource>().FindAsync("", "hello", null, CancellationToken.None);
        Assert.Equal("<p style=\"color: red\">{{name}}</p>", Assert.Single(template!.Contents).Html);
    }

    [Fact]
    public async Task TemplateFromCode_TooManySelectors_StopsTheStart()
    {
        var html = $"<style>{string.Concat(Enumerable.Repeat("p{color:red}", 1001))}</style>";
        var builder = new ServiceCollection().AddMessaging().AddTemplate("hello", t => t.Email("Hello", html: html)).AddCssInlining();
        await using var services = builder.Services.BuildServiceProvider();
        var error = await Assert.ThrowsAsync<MessagingConfigurationException>(() => Start(services));
        Assert.Contains("template 'hello': The style elements hold more than 1,000 selectors.", error.Message, StringComparison.Ordinal);
    }

    private static TemporaryFolder Folder(params string[] files)
    {
        var folder = new TemporaryFolder();
        foreach (var file in files)
        {
            var parts = file.Split(':', 2);
            var path = Path.Combine(folder.Path, parts[0]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, parts[1]);
        }

        return folder;
    }

    private static ServiceProvider Services(TemporaryFolder folder, Func<MessagingBuilder, MessagingBuilder> add) =>
        add(new ServiceCollection().AddMessaging().AddTemplateFolder(folder.Path)).Services.BuildServiceProvider();

    // The check of templates alone; the rest of a host is not set up.
    private static async Task Start(ServiceProvider services)
    {
        foreach (var check in services.GetServices<IHostedService>().OfType<IHostedLifecycleService>().Where(s => s.GetType().Name == "TemplateStartupCheck"))
        {
            await check.StartingAsync(CancellationToken.None);
        }
    }
}
