using Messaging.Core.Tests.Templates.Sources;
using Messaging.Templates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messaging.Core.Tests.Templates;

public sealed class TemplateMessagingBuilderExtensionsTests : TemplateFolderFixture
{
    [Fact]
    public async Task AddTemplate_IsFoundAndRendered()
    {
        using var services = Services(b => b.AddTemplate("booking", t => t.Sms("Booked: {{code}}").Locale("de").Sms("Gebucht: {{code}}")));
        var template = await services.GetRequiredService<TemplateCatalog>().GetAsync("", "BOOKING", default);
        var context = new RenderContext("de-AT", "UTC", "EUR");
        Assert.Equal("Gebucht: B-17", services.GetRequiredService<TemplateRenderer>().Render(template, "sms", TemplateData.From(new { code = "B-17" }), context).Text);
        Assert.Null(await services.GetRequiredService<TemplateCatalog>().FindAsync("", "booking", "another", default));
    }

    [Fact]
    public void AddTemplate_TwiceTheSame_IsOneTemplate()
    {
        using var services = Services(b => b.AddTemplate("a", t => t.Sms("x")).AddTemplate("A", t => t.Sms("x")).AddTemplate("b", t => t.Sms("x")));
        Assert.Single(services.GetServices<ITemplateSource>());
        Assert.Single(services.GetServices<IHostedService>());
    }

    [Fact]
    public void AddTemplate_TwiceDifferent_IsRefused()
    {
        var e = Assert.Throws<MessagingConfigurationException>(() => Services(b => b.AddTemplate("a", t => t.Sms("x")).AddTemplate("A", t => t.Sms("y"))));
        Assert.Contains("'A' is added twice", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("../a")]
    [InlineData(".a")]
    public void AddTemplate_BadCode_IsRefused(string code) =>
        Assert.Contains("1 to 100 letters", Assert.Throws<MessagingConfigurationException>(() => Services(b => b.AddTemplate(code, t => t.Sms("x")))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task AddTemplateFolder_StartsFromTheContentRoot()
    {
        Write("mails/booking/sms.text.hbs", "Booked");
        using var host = Host(b => b.AddTemplateFolder("mails").AddTemplateFolder("mails"));
        await host.StartAsync();
        Assert.Single(host.Services.GetServices<ITemplateSource>());
        Assert.Equal("Booked", (await host.Services.GetRequiredService<TemplateCatalog>().GetAsync("", "booking", default)).Contents[0].Text);
    }

    [Fact]
    public async Task AddTemplateFolder_WithoutAHost_TakesAFullPath()
    {
        Write("booking/sms.text.hbs", "Booked");
        using var services = Services(b => b.AddTemplateFolder(Root));
        Assert.NotNull(await services.GetRequiredService<TemplateCatalog>().FindAsync("", "booking", null, default));
    }

    [Fact]
    public async Task Sources_WithTheSameCode_AreAskedInTheOrderAdded()
    {
        Write("booking/sms.text.hbs", "from the folder");
        using var codeFirst = Services(b => b.AddTemplate("booking", t => t.Sms("from code")).AddTemplateFolder(Root));
        using var folderFirst = Services(b => b.AddTemplateFolder(Root).AddTemplate("booking", t => t.Sms("from code")));
        Assert.Equal("from code", (await codeFirst.GetRequiredService<TemplateCatalog>().GetAsync("", "booking", default)).Contents[0].Text);
        Assert.Equal("from the folder", (await folderFirst.GetRequiredService<TemplateCatalog>().GetAsync("", "booking", default)).Contents[0].Text);
    }

    [Fact]
    public async Task Start_WithMistakes_ListsThemAll()
    {
        Write("templates/a/email.html.hbs", "{{#if x}}");
        Write("templates/a/email.body.hbs", "x");
        using var host = Host(b => b.AddTemplateFolder().AddTemplate("b", t => t.Email("{{x", text: "t").Locale("de").Sms("\n {{/each}}")));
        var e = await Assert.ThrowsAsync<MessagingConfigurationException>(() => host.StartAsync());
        var lines = e.Message.Split(Environment.NewLine);
        Assert.Equal("Templates are not in order. Correct what is listed here:", lines[0]);
        Assert.StartsWith("templates/a/email.body.hbs: names no part: 'body'", lines[1], StringComparison.Ordinal);
        Assert.Equal("templates/a/email.html.hbs(1,1): The block {{#if}} is not closed. Add {{/if}} where it ends.", lines[2]);
        Assert.Equal("template 'b', email.subject(1,1): This tag is not closed. Add }} where it ends.", lines[3]);
        Assert.Equal("template 'b', sms.de.text(2,2): {{/each}} closes nothing. No block is open here. Delete the tag.", lines[4]);
        Assert.Equal(5, lines.Length);
    }

    [Fact]
    public async Task Start_WithManyMistakes_ListsTheFirst()
    {
        using var host = Host(b =>
        {
            for (var i = 0; i < 25; i++)
            {
                b.AddTemplate($"t{i}", t => t.Sms("{{"));
            }
        });
        var e = await Assert.ThrowsAsync<MessagingConfigurationException>(() => host.StartAsync());
        Assert.EndsWith("(and 5 more)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UseTemplateEngine_ReplacesTheBuiltInOne()
    {
        using var before = Services(b => b.UseTemplateEngine<Shouting>().UseTemplateEngine<Shouting>().AddTemplate("a", t => t.Sms("x")));
        using var after = Services(b => b.AddTemplate("a", t => t.Sms("x")).UseTemplateEngine<Shouting>());
        Assert.IsType<Shouting>(Assert.Single(before.GetServices<ITemplateEngine>()));
        Assert.IsType<Shouting>(Assert.Single(after.GetServices<ITemplateEngine>()));
    }

    private static ServiceProvider Services(Action<MessagingBuilder> add)
    {
        var services = new ServiceCollection();
        add(new MessagingBuilder(services));
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    private IHost Host(Action<MessagingBuilder> add)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = Root });
        add(new MessagingBuilder(builder.Services));
        return builder.Build();
    }

    private sealed class Shouting : ITemplateEngine
    {
        public IReadOnlyList<TemplateProblem> Validate(TemplateContent content) => [];

        public RenderedContent Render(TemplateContent content, TemplateData data, RenderContext context) =>
            new(null, content.Text?.ToUpperInvariant(), null);
    }
}
