using Messaging.Templates;
using Messaging.Templates.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Core.Tests.Templates;

public sealed class TemplateIntakeTests
{
    [Fact]
    public void Prepare_RunsPreparationsInTheirOrder()
    {
        var intake = new TemplateIntake([], [new Appending("1"), new Appending("2")]);
        Assert.Equal("a12", intake.Prepare(Text("a")).Text);
        Assert.Equal("a", TemplateIntake.None.Prepare(Text("a")).Text);
    }

    [Fact]
    public void FileName_OfAKnownFormat_IsTheHtmlPart()
    {
        var format = new Shouting();
        Assert.Null(TemplateFileName.Read("email.de.loud.hbs", new TemplateIntake([format], []), out var name));
        Assert.Equal(("de", "html", format), (name!.Locale, name.Part, name.Format));
        Assert.NotNull(TemplateFileName.Read("email.de.loud.hbs", TemplateIntake.None, out _));
    }

    [Fact]
    public void ReadFormat_TextNotInOrder_SaysWhy()
    {
        var text = "hello";
        Assert.Null(TemplateIntake.ReadFormat(new Shouting(), ref text));
        Assert.Equal("HELLO", text);
        var empty = "";
        Assert.Equal("Say something.", TemplateIntake.ReadFormat(new Shouting(), ref empty));
    }

    [Fact]
    public async Task CodeTemplate_PreparedOtherwise_IsAnotherVersion()
    {
        var (plain, prepared) = (await Find(_ => { }), await Find(s => s.AddSingleton<ITemplatePreparation>(new Appending("!"))));
        Assert.Equal(("Hello", "Hello!"), (plain.Contents[0].Text, prepared.Contents[0].Text));
        Assert.NotEqual(plain.Version, prepared.Version);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Catalog_AsksFallbacksLast(bool isAddedFirst)
    {
        var builder = new ServiceCollection().AddMessaging();
        if (isAddedFirst)
        {
            builder.Services.AddSingleton<ITemplateSource, Fallback>();
        }

        builder.AddTemplate("hello", t => t.Sms("Hello"));
        if (!isAddedFirst)
        {
            builder.Services.AddSingleton<ITemplateSource, Fallback>();
        }

        await using var services = builder.Services.BuildServiceProvider();
        var catalog = services.GetRequiredService<TemplateCatalog>();
        Assert.Equal("Hello", (await catalog.GetAsync("", "hello", CancellationToken.None)).Contents[0].Text);
        Assert.Equal("fallback", (await catalog.GetAsync("", "other", CancellationToken.None)).Contents[0].Text);
    }

    private static async Task<TemplateVersion> Find(Action<IServiceCollection> configure)
    {
        var builder = new ServiceCollection().AddMessaging().AddTemplate("hello", t => t.Sms("Hello"));
        configure(builder.Services);
        await using var services = builder.Services.BuildServiceProvider();
        return await services.GetRequiredService<TemplateCatalog>().GetAsync("", "hello", CancellationToken.None);
    }

    private static TemplateContent Text(string text) => new() { Channel = MessageChannel.Sms, Text = text };

    private sealed class Appending(string suffix) : ITemplatePreparation
    {
        public TemplateContent Prepare(TemplateContent content) => content with { Text = content.Text + suffix };
    }

    private sealed class Shouting : ITemplateBodyFormat
    {
        public string Name => "loud";

        public string ToHtml(string text) => text.Length > 0 ? text.ToUpperInvariant() : throw new TemplateException(TemplateError.Syntax, "Say something.");
    }

    private sealed class Fallback : ITemplateSource
    {
        public bool IsFallback => true;

        public ValueTask<TemplateVersion?> FindAsync(string tenant, string code, string? version, CancellationToken cancellationToken) =>
            ValueTask.FromResult<TemplateVersion?>(new TemplateVersion { Code = code, Version = "1", Contents = [Text("fallback")] });
    }
}
