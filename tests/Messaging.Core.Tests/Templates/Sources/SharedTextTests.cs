using Messaging.Templates;
using Messaging.Templates.Sources;
using Messaging.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Core.Tests.Templates.Sources;

/// <summary>Layouts, partials and variants of templates in code and in folders.</summary>
public sealed class SharedTextTests : TemplateFolderFixture
{
    private readonly HandlebarsTemplateEngine _engine = new(new ManualTimeProvider());

    [Fact]
    public async Task Code_LayoutsAndPartials_AreUsedAndNeverSent()
    {
        await using var services = new ServiceCollection().AddMessaging()
            .AddTemplate("hello", t => t.Layout("base").Email("s", html: "Hi {{> sign}}").Locale("de").Email("s", html: "Hallo {{> sign}}"))
            .AddTemplate("base", t => t.As(TemplateKind.Layout).Channel(MessageChannel.Email, null, null, "<main>{{> body}}</main>"))
            .AddTemplate("sign", t => t.As(TemplateKind.Partial).Channel(MessageChannel.Email, null, "x", "Bye").Locale("de").Channel(MessageChannel.Email, null, "x", "Tschüss"))
            .Services.BuildServiceProvider();
        var catalog = services.GetRequiredService<TemplateCatalog>();
        var hello = await catalog.GetAsync("", "hello", default);
        Assert.Equal("<main>Hallo Tschüss</main>", _engine.Render(hello.Find(MessageChannel.Email, "de")!, TemplateData.Empty, Rendering.Render.Context).Html);
        await Assert.ThrowsAsync<TemplateException>(() => catalog.GetAsync("", "base", default).AsTask());
        Assert.Empty(services.GetServices<ITemplateSource>().OfType<ICheckedTemplateSource>().SelectMany(s => s.FindProblems()));
    }

    [Fact]
    public void Folder_DescriptionVariantsAndPushParts_AreRead()
    {
        Write("hello/template.json", """{ "layout": "base", "variants": [{ "name": "", "weight": 1 }, { "name": "b", "weight": 3 }], "contents": [{ "channel": "push", "locale": "de", "actions": [{ "id": "ok", "title": "Gut" }] }] }""");
        Write("hello/email.html.hbs", "A");
        Write("hello/email.variant-b.html.hbs", "B");
        Write("hello/push.de.text.hbs", "t");
        Write("hello/push.de.image.hbs", "https://x/i.png");
        Write("base/template.json", """{ "kind": "layout" }""");
        Write("base/email.html.hbs", "[{{> body}}]");
        var folder = TemplateFolder.Read(Root, "shown", _engine, TemplateIntake.None);
        Assert.Equal([], folder.Problems);
        var hello = folder.Templates["hello"];
        Assert.Equal([new TemplateVariant("", 1), new TemplateVariant("b", 3)], hello.Variants);
        Assert.Equal("[B]", _engine.Render(hello.Find(MessageChannel.Email, "", "b")!, TemplateData.Empty, Rendering.Render.Context).Html);
        var push = hello.Find(MessageChannel.Push, "de")!;
        Assert.Equal(("https://x/i.png", "Gut"), (push.Image, Assert.Single(push.Actions).Title));
    }

    [Fact]
    public void Folder_EditOfALayout_IsANewVersionOfWhatUsesIt()
    {
        Write("hello/template.json", """{ "layout": "base" }""");
        Write("hello/email.html.hbs", "A");
        Write("base/template.json", """{ "kind": "layout" }""");
        Write("base/email.html.hbs", "[{{> body}}]");
        var before = TemplateFolder.Read(Root, "shown", _engine, TemplateIntake.None).Templates["hello"].Version;
        Write("base/email.html.hbs", "({{> body}})");
        Assert.NotEqual(before, TemplateFolder.Read(Root, "shown", _engine, TemplateIntake.None).Templates["hello"].Version, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("""{ "kind": "letter" }""", "shown/a/template.json: is not a description of a template: see line 1.")]
    [InlineData("""{ "colour": "red" }""", "shown/a/template.json: is not a description of a template")]
    [InlineData("""{ "contents": [{ "channel": "fax" }] }""", "shown/a/template.json: describes a content for 'fax' that has no files.")]
    public void Folder_WrongDescription_IsAProblem(string json, string expected)
    {
        Write("a/sms.text.hbs", "x");
        Write("a/template.json", json);
        Assert.StartsWith(expected, Assert.Single(TemplateFolder.Read(Root, "shown", _engine, TemplateIntake.None).Problems), StringComparison.Ordinal);
    }
}
