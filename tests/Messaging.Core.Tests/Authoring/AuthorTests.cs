using Messaging.Authoring;
using Messaging.Templates;

namespace Messaging.Core.Tests.Authoring;

public sealed class AuthorTests
{
    [Fact]
    public async Task Draft_EditsAreLaidOverIt()
    {
        await using var host = new AuthoringHost();
        var made = await host.Templates.SaveDraftAsync("Hello", new TemplateEdit { Name = "Hello there", Tags = ["a"], Contents = [AuthoringHost.Email("en"), AuthoringHost.Email("de", locale: "de")] }, "ann");
        Assert.Equal(("hello", "Hello there", 1, "ann", "ann"), (made.Code, made.Name, made.Revision, made.CreatedBy, made.UpdatedBy));
        var edited = await host.Templates.SaveDraftAsync("hello", new TemplateEdit
        {
            Revision = 1,
            Description = "d",
            Contents = [AuthoringHost.Email("de 2\r\n", locale: "DE"), new TemplateContent { Channel = MessageChannel.Sms, Text = "x\n" }],
            Remove = [new ContentKey(MessageChannel.Email)],
        }, "ben");
        Assert.Equal(("Hello there", "d", "ann", "ben"), (edited.Name, edited.Description, edited.CreatedBy, edited.UpdatedBy));
        Assert.Equal(["email", "sms"], edited.Channels);
        Assert.Equal(["de 2\n", "x"], edited.Draft.Contents.Select(c => c.Html ?? c.Text!));
        Assert.Equal(0, edited.CurrentVersion);
    }

    [Fact]
    public async Task Draft_SavedFromAnOldRevision_IsAConflict()
    {
        await using var host = new AuthoringHost();
        await host.PublishAsync("hello", "x");
        foreach (var revision in new[] { 0, 1, 3 })
        {
            var error = await Assert.ThrowsAsync<TemplateConflictException>(() => host.Templates.SaveDraftAsync("hello", new TemplateEdit { Revision = revision }, "ann"));
            Assert.Equal(("hello", revision), (error.Template, error.Revision));
        }

        await Assert.ThrowsAsync<TemplateConflictException>(() => host.Templates.PublishAsync("hello", new PublishRequest { Revision = 1 }, "ann"));
        await Assert.ThrowsAsync<TemplateConflictException>(() => host.Templates.SaveDraftAsync("none", new TemplateEdit { Revision = 1 }, "ann"));
    }

    [Theory]
    [InlineData("a b", "n", "ann", "code")]
    [InlineData("body", "n", "ann", "code")]
    [InlineData("a", " ", "ann", "Name")]
    [InlineData("a", "taken", "ann", "Name")]
    [InlineData("a", "n\0", "ann", "Name")]
    [InlineData("a", "n", "", "actor")]
    public async Task Draft_WrongValues_AreRefused(string code, string name, string actor, string target)
    {
        await using var host = new AuthoringHost();
        await host.DraftAsync("other", new TemplateEdit { Name = "taken" });
        var error = await Assert.ThrowsAsync<InvalidMessageException>(() => host.Templates.SaveDraftAsync(code, new TemplateEdit { Name = name }, actor));
        Assert.Equal(target, Assert.Single(error.Errors).Target, ignoreCase: true);
    }

    [Fact]
    public async Task Draft_ContentsAndVariantsOutOfBounds_AreRefused()
    {
        await using var host = new AuthoringHost();
        var error = await Assert.ThrowsAsync<InvalidMessageException>(() => host.DraftAsync("a", new TemplateEdit
        {
            Contents = [AuthoringHost.Email("x", locale: "german"), AuthoringHost.Email(new string('x', 300_000))],
            Variants = [new TemplateVariant("B", 1), new TemplateVariant("b", 1_001)],
            Layout = "a b",
        }));
        Assert.Equal(5, error.Errors.Count);
    }

    [Fact]
    public async Task Publish_WithErrors_ChangesNothing()
    {
        await using var host = new AuthoringHost();
        var saved = await host.DraftAsync("hello", new TemplateEdit { Contents = [AuthoringHost.Email("{{#if}}")] });
        var publication = await host.Templates.PublishAsync("hello", new PublishRequest { Revision = saved.Revision }, "ann");
        Assert.Null(publication.Version);
        Assert.False(publication.Report.CanPublish);
        Assert.Equal(0, (await host.Templates.FindAsync("hello"))!.CurrentVersion);
        Assert.Empty(await host.Templates.GetHistoryAsync("hello"));
    }

    [Fact]
    public async Task History_TellsAuthorTimeNoteAndRollBack_AndTheDraftStays()
    {
        await using var host = new AuthoringHost();
        await host.PublishAsync("hello", "one");
        await host.PublishAsync("hello", "two");
        await host.DraftAsync("hello", new TemplateEdit { Contents = [AuthoringHost.Email("three")] });
        host.Host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(3, await host.Templates.RollBackAsync("hello", 1, "cleo", "two was wrong"));
        var history = await host.Templates.GetHistoryAsync("hello");
        Assert.Equal([3, 2, 1], history.Select(v => v.Number));
        Assert.Equal((1, "cleo", "two was wrong", host.Host.Now), (history[0].CopyOf, history[0].CreatedBy, history[0].Note, history[0].CreatedAt));
        Assert.Equal("three", (await host.Templates.FindAsync("hello"))!.Draft.Contents[0].Html);
        await host.SendAsync("hello");
        Assert.Equal(["one"], await host.SentAsync());
        await Assert.ThrowsAsync<TemplateException>(() => host.Templates.RollBackAsync("hello", 9, "cleo"));
    }

    [Fact]
    public async Task Compare_ShowsWhatWasAddedRemovedAndChanged()
    {
        await using var host = new AuthoringHost();
        await host.PublishAsync("hello", "a\nb\nc\nd\ne\nf\ng\nh");
        await host.DraftAsync("hello", new TemplateEdit
        {
            Contents = [AuthoringHost.Email("a\nb\nc\nd\nE\nf\ng\nh", subject: "s"), new TemplateContent { Channel = MessageChannel.Sms, Text = "new" }],
            Layout = "base",
        });
        var differences = await host.Templates.CompareAsync("hello", 1);
        Assert.Equal(["layout Added", "html Changed", "text Added"], differences.Select(d => $"{d.Part} {d.Change}"));
        Assert.Equal(" b c d-e+E f g h", string.Concat(differences[1].Lines.Select(l => (l.Change switch { DifferenceKind.Added => "+", DifferenceKind.Removed => "-", _ => " " }) + l.Text)));
        Assert.Equal(new ContentKey(MessageChannel.Sms), differences[2].Content);
        Assert.Empty(await host.Templates.CompareAsync("hello", 1, 1));
        Assert.Equal(["subject Added", "html Added"], (await host.Templates.CompareAsync("hello", 0, 1)).Select(d => $"{d.Part} {d.Change}"));
    }

    [Fact]
    public async Task System_CannotBeDeleted_ButDeactivatedAndOverridden()
    {
        await using var host = new AuthoringHost();
        await host.PublishAsync("hello", "x");
        var store = host.Host.Get<ITemplateStore>();
        var template = (await store.FindAsync("", "hello", default))!;
        await store.SaveAsync(template with { IsSystem = true, Revision = template.Revision + 1 }, null, default);
        await Assert.ThrowsAsync<InvalidMessageException>(() => host.Templates.DeleteAsync("hello"));
        Assert.False((await host.Templates.SetActiveAsync("hello", isActive: false, "ann")).IsActive);
        await host.PublishAsync("hello", "own", "t");
        await host.SendAsync("hello", "t");
        Assert.Equal(["own"], await host.SentAsync());
    }

    [Fact]
    public async Task Preview_DraftAndVersion_WithSamplesAndGivenData()
    {
        await using var host = new AuthoringHost();
        await host.PublishAsync("hello", "v1");
        await host.DraftAsync("hello", new TemplateEdit
        {
            Contents = [AuthoringHost.Email("{{name}} {{patient.age}} {{#each items}}{{price}}{{/each}} {{recipient.name}} {{links.unsubscribe}}"), AuthoringHost.Email("de", locale: "de"), AuthoringHost.Email("b", variant: "b")],
            Variables = [new DeclaredVariable("name", Sample: "Lan"), new DeclaredVariable("patient.age", Sample: "42"), new DeclaredVariable("items", Sample: """[{ "price": 1 }, { "price": 2 }]""")],
        });
        Assert.Equal("Lan 42 12 Alex Example https://example.org/unsubscribe", await HtmlAsync(new() { Channel = MessageChannel.Email }));
        Assert.StartsWith("Đức 42", await HtmlAsync(new() { Channel = MessageChannel.Email, Data = new { name = "Đức" } }), StringComparison.Ordinal);
        Assert.Equal("de", await HtmlAsync(new() { Channel = MessageChannel.Email, Locale = "de-AT" }));
        Assert.Equal("b", await HtmlAsync(new() { Channel = MessageChannel.Email, Variant = "b" }));
        Assert.Equal("v1", await HtmlAsync(new() { Channel = MessageChannel.Email, Version = 1 }));
        Assert.Equal("no-content", Assert.Single((await host.Templates.PreviewAsync("hello", new() { Channel = MessageChannel.Sms })).Findings).Code);

        async Task<string?> HtmlAsync(PreviewRequest request) => (await host.Templates.PreviewAsync("hello", request)).Content?.Html;
    }

    [Fact]
    public async Task List_Pages()
    {
        await using var host = new AuthoringHost();
        foreach (var code in new[] { "c", "a", "b" })
        {
            await host.DraftAsync(code, new TemplateEdit());
        }

        var first = await host.Templates.ListAsync(new TemplateQuery { PageSize = 2 });
        var second = await host.Templates.ListAsync(new TemplateQuery { PageSize = 2, Cursor = first.Next });
        Assert.Equal(("a b", "c", null), (string.Join(' ', first.Items.Select(t => t.Code)), string.Join(' ', second.Items.Select(t => t.Code)), second.Next));
        await Assert.ThrowsAsync<InvalidMessageException>(() => host.Templates.ListAsync(new TemplateQuery { PageSize = 101 }));
    }
}
