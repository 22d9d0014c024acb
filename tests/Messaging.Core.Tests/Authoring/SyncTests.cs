using Messaging.Authoring;
using Messaging.Authoring.Syncing;
using Messaging.Core.Tests.Templates.Sources;
using Messaging.Templates;

namespace Messaging.Core.Tests.Authoring;

/// <summary>Folder and database: no edit is lost unseen.</summary>
public sealed class SyncTests : TemplateFolderFixture
{
    [Fact]
    public async Task Import_FirstTime_AddsAndPublishesLayoutsBeforeWhatUsesThem()
    {
        await using var host = new AuthoringHost();
        Write("hello/template.json", """{ "name": "Hello", "layout": "base" }""");
        Write("hello/email.subject.hbs", "s\n");
        Write("hello/email.html.hbs", "x");
        Write("base/template.json", """{ "kind": "layout" }""");
        Write("base/email.html.hbs", "[{{> body}}]");
        Assert.Equal("base Added, hello Added", await ImportAsync(host, new ImportRequest { Folder = Root, DryRun = true }));
        Assert.Null(await host.Templates.FindAsync("hello"));
        Assert.Equal("base Added 1, hello Added 1", await ImportAsync(host, new ImportRequest { Folder = Root, Publish = true, AsSystem = true }));
        Assert.True((await host.Templates.FindAsync("hello"))!.IsSystem);
        await host.SendAsync("hello");
        Assert.Equal(["[x]"], await host.SentAsync());
        Assert.Equal("base Unchanged, hello Unchanged", await ImportAsync(host, new ImportRequest { Folder = Root, Publish = true }));
    }

    [Fact]
    public async Task Import_NeverOverwritesAnEdit_UnlessAsked()
    {
        await using var host = new AuthoringHost();
        Write("a/sms.text.hbs", "one");
        await ImportAsync(host);
        Write("a/sms.text.hbs", "two");
        Assert.Equal("a Updated", await ImportAsync(host));
        await EditAsync(host, "edited");
        Assert.Equal("a Kept", await ImportAsync(host));
        Assert.Equal("edited", await TextAsync(host));
        Write("a/sms.text.hbs", "three");
        Assert.Equal("a Conflict", await ImportAsync(host));
        Assert.Equal("edited", await TextAsync(host));
        Assert.Equal("a Conflict", await ImportAsync(host, new ImportRequest { Folder = Root, Overwrite = true, DryRun = true }));
        Assert.Equal("edited", await TextAsync(host));
        Assert.Equal("a Conflict", await ImportAsync(host, new ImportRequest { Folder = Root, Overwrite = true }));
        Assert.Equal("three", await TextAsync(host));
        Assert.Equal("a Unchanged", await ImportAsync(host));
    }

    [Fact]
    public async Task Import_OfATemplateMadeInTheDatabase_IsAConflict_AndAgreementIsRemembered()
    {
        await using var host = new AuthoringHost();
        await EditAsync(host, "mine");
        Write("a/sms.text.hbs", "theirs");
        Assert.Equal("a Conflict", await ImportAsync(host));
        Write("a/sms.text.hbs", "mine");
        Assert.Equal("a Unchanged", await ImportAsync(host));
        Write("a/sms.text.hbs", "next");
        Assert.Equal("a Updated", await ImportAsync(host));
    }

    [Fact]
    public async Task Import_WithMistakes_ImportsNothing()
    {
        await using var host = new AuthoringHost();
        Write("a/sms.text.hbs", "fine");
        Write("b/sms.text.hbs", "{{#if}}");
        await Assert.ThrowsAsync<MessagingConfigurationException>(() => ImportAsync(host));
        Assert.Null(await host.Templates.FindAsync("a"));
    }

    [Theory]
    [InlineData("f", null, null, ImportOutcome.Added)]
    [InlineData("x", "x", "y", ImportOutcome.Unchanged)]
    [InlineData("f", "l", "l", ImportOutcome.Updated)]
    [InlineData("l", "d", "l", ImportOutcome.Kept)]
    [InlineData("f", "d", "l", ImportOutcome.Conflict)]
    [InlineData("f", "d", null, ImportOutcome.Conflict)]
    public void Decide_ComparesThreeWays(string folder, string? database, string? last, ImportOutcome expected) => Assert.Equal(expected, TemplateSync.Decide(folder, database, last));

    [Fact]
    public async Task Export_ThenImport_IsUnchanged_ForAnyTemplate()
    {
        await using var host = new AuthoringHost();
        var random = new Random(4711);
        for (var i = 0; i < 60; i++)
        {
            await host.Templates.SaveDraftAsync($"t{i}", Edit(random), "ann");
        }

        Assert.Equal(60, await host.Templates.ExportAsync(Root));
        var again = await host.Templates.ImportAsync(new ImportRequest { Folder = Root }, "ann");
        Assert.Equal(60, again.Count);
        Assert.All(again, t => Assert.Equal(ImportOutcome.Unchanged, t.Outcome));

        // And into an empty database: the same drafts.
        await using var other = new AuthoringHost();
        Assert.All(await other.Templates.ImportAsync(new ImportRequest { Folder = Root }, "ben"), t => Assert.Equal(ImportOutcome.Added, t.Outcome));
        for (var i = 0; i < 60; i++)
        {
            Assert.Equal(Written(await host.Templates.FindAsync($"t{i}")), Written(await other.Templates.FindAsync($"t{i}")));
        }
    }

    [Fact]
    public async Task Export_TakesAwayFilesOfContentsThatAreGone_AndNothingElse()
    {
        await using var host = new AuthoringHost();
        var foreign = Write("other/email.html.hbs", "x");
        var old = Write("a/email.html.hbs", "x");
        await EditAsync(host, "t");
        await host.Templates.ExportAsync(Root);
        Assert.False(File.Exists(old));
        Assert.True(File.Exists(foreign));
    }

    private static TemplateEdit Edit(Random random)
    {
        string[] texts = ["", "x", "a\nb\n\n", "Grüße 😀 & <b>", "\r\nx\r\n", "  lead", "{{name}}", "\uFEFFbom", "\"quoted\\\""];
        string Text() => texts[random.Next(texts.Length)] + texts[random.Next(texts.Length)];
        string? Maybe(string? text) => random.Next(2) == 0 ? null : text;
        return new TemplateEdit
        {
            Name = Maybe($"Name {random.Next()}"),
            Description = Maybe(Text()),
            Category = Maybe("marketing"),
            Tags = random.Next(2) == 0 ? null : ["a", "ü \"x\""],
            Variables = random.Next(2) == 0 ? null : [new DeclaredVariable("name", random.Next(2) == 0, Text(), Maybe(Text()))],
            Variants = [new TemplateVariant("", 1), new TemplateVariant("b", random.Next(5))],
            Contents =
            [
                .. from channel in new[] { MessageChannel.Email, MessageChannel.Push, MessageChannel.WhatsApp }
                   from locale in new[] { "", "de", "pt-BR" }
                   from variant in new[] { "", "b" }
                   where random.Next(2) == 0
                   select new TemplateContent
                   {
                       Channel = channel,
                       Locale = locale,
                       Variant = variant,
                       Subject = Maybe(Text()),
                       Text = Text(),
                       Html = Maybe(Text()),
                       Image = Maybe("https://x/i.png"),
                       Link = Maybe("https://x"),
                       Actions = random.Next(2) == 0 ? [] : [new ContentAction("ok", Text() + "x", Maybe("https://x"))],
                       Approved = random.Next(2) == 0 ? null : new ApprovedTemplate("n", "de", [Text(), Text()]),
                   },
            ],
        };
    }

    private static string Written(StoredTemplate? template) =>
        $"{template!.Name}|{template.Description}|{template.Category}|{string.Join(',', template.Tags)}|{TemplateDocumentJson.Write(template.Draft)}";

    private static Task<StoredTemplate> EditAsync(AuthoringHost host, string text) =>
        host.DraftAsync("a", new TemplateEdit { Contents = [new TemplateContent { Channel = MessageChannel.Sms, Text = text }] });

    private static async Task<string?> TextAsync(AuthoringHost host) => (await host.Templates.FindAsync("a"))!.Draft.Contents[0].Text;

    private async Task<string> ImportAsync(AuthoringHost host, ImportRequest? request = null) => string.Join(
        ", ", (await host.Templates.ImportAsync(request ?? new ImportRequest { Folder = Root }, "ann")).Select(t => $"{t.Code} {t.Outcome} {t.Publication?.Version}".Trim()));
}
