using System.Security.Cryptography;
using Messaging.Authoring;
using Messaging.Messages;
using Messaging.Templates;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Testing.Conformance;

/// <summary>Stored templates: nothing is overwritten unseen, versions stay, and every change can be noticed.</summary>
internal static class TemplateCases
{
    private static readonly TemplateDocument Document = new()
    {
        Layout = "base",
        Variables = [new DeclaredVariable("name", IsRequired: false, "Who", "Lan & Đức"), new DeclaredVariable("items[].price")],
        Variants = [new TemplateVariant("", 1), new TemplateVariant("b", 3)],
        Contents =
        [
            new TemplateContent
            {
                Channel = MessageChannel.Email,
                Locale = "de-AT",
                Variant = "b",
                Subject = "Grüße ☃ 😀",
                Text = "line\n\"two\" {{name}}",
                Html = "<p>{{name}}</p>",
                Layout = "base",
                Includes = [new TemplateInclude("base", "1-x", null, "<b>{{> body}}</b>")],
            },
            new TemplateContent
            {
                Channel = MessageChannel.Push,
                Text = "t",
                Image = "https://x/i.png",
                Link = "https://x",
                Actions = [new ContentAction("yes", "Yes", "https://x/yes"), new ContentAction("no", "No")],
                Approved = new ApprovedTemplate("n", "de", ["{{a}}", "{{b}}"]),
            },
        ],
    };

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("Template_Saved_IsReadBackAsItWas", async services =>
        {
            var bench = new Bench(services);
            var template = bench.New("hello") with { Description = "d", Kind = TemplateKind.Partial, Category = "marketing", Type = "ty", Tags = ["a", "ü\"%_"], Channels = ["email", "push"], IsSystem = true, ImportedHash = "h", Draft = Document };
            Expect.Equal(TemplateSaveResult.Saved, await bench.SaveAsync(template, bench.Version(template, 1) with { Document = Document, Note = "n", CopyOf = 7 }).ConfigureAwait(false));
            var found = Expect.NotNull(await bench.FindAsync("hello").ConfigureAwait(false));
            Expect.Sequence(template.Tags, found.Tags);
            Expect.Sequence(template.Channels, found.Channels);
            Expect.Equal(template with { Tags = [], Channels = [], Draft = TemplateDocument.Empty }, found with { Tags = [], Channels = [], Draft = TemplateDocument.Empty });
            ExpectSame(Document, found.Draft);
            var version = (await bench.Store.ListVersionsAsync(template.Id, 1, default).ConfigureAwait(false)).Single();
            ExpectSame(Document, version.Document);
            Expect.Equal(bench.Version(template, 1) with { Document = TemplateDocument.Empty, Note = "n", CopyOf = 7 }, version with { Document = TemplateDocument.Empty });
        }),
        new("Template_SavedFromAnOldRevision_IsAConflictAndChangesNothing", async services =>
        {
            var bench = new Bench(services);
            var template = bench.New("hello");
            await bench.SaveAsync(template).ConfigureAwait(false);
            Expect.Equal(TemplateSaveResult.Saved, await bench.SaveAsync(template with { Revision = 2, Description = "first" }).ConfigureAwait(false));
            Expect.Equal(TemplateSaveResult.Conflict, await bench.SaveAsync(template with { Revision = 2, Description = "second" }, bench.Version(template, 1)).ConfigureAwait(false));
            Expect.Equal("first", Expect.NotNull(await bench.FindAsync("hello").ConfigureAwait(false)).Description);
            Expect.Equal(0, (await bench.Store.ListVersionsAsync(template.Id, null, default).ConfigureAwait(false)).Count);
        }),
        new("Template_SavedFromManyThreads_IsSavedByOne", async services =>
        {
            var bench = new Bench(services);
            var template = bench.New("hello");
            await bench.SaveAsync(template).ConfigureAwait(false);
            var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => bench.SaveAsync(template with { Revision = 2, Description = $"{i}" }, bench.Version(template, 1))))).ConfigureAwait(false);
            Expect.Equal(1, results.Count(r => r == TemplateSaveResult.Saved));
            Expect.Equal(7, results.Count(r => r == TemplateSaveResult.Conflict));
            Expect.Equal(1, (await bench.Store.ListVersionsAsync(template.Id, null, default).ConfigureAwait(false)).Count);
        }),
        new("Template_MadeTwiceAtOnce_IsMadeOnce", async services =>
        {
            var bench = new Bench(services);
            await bench.SaveAsync(bench.New("before")).ConfigureAwait(false);
            var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => bench.SaveAsync(bench.New("hello") with { Name = $"n{i}" })))).ConfigureAwait(false);
            Expect.Equal(1, results.Count(r => r == TemplateSaveResult.Saved));
        }),
        new("Template_NameOfAnother_IsTaken_InItsTenantOnly", async services =>
        {
            var bench = new Bench(services);
            await bench.SaveAsync(bench.New("a") with { Name = "Same" }).ConfigureAwait(false);
            Expect.Equal(TemplateSaveResult.NameTaken, await bench.SaveAsync(bench.New("b") with { Name = "Same" }).ConfigureAwait(false));
            Expect.Equal(TemplateSaveResult.Saved, await bench.SaveAsync(bench.New("a") with { Name = "Same", TenantId = bench.Tenant + "-2" }).ConfigureAwait(false));
        }),
        new("Template_Versions_AreListedNewestFirst_AndOutliveIt", async services =>
        {
            var bench = new Bench(services);
            var template = bench.New("hello");
            await bench.SaveAsync(template, bench.Version(template, 1)).ConfigureAwait(false);
            await bench.SaveAsync(template with { Revision = 2 }, bench.Version(template, 2)).ConfigureAwait(false);
            Expect.Equal(false, await bench.Store.DeleteAsync(template, default).ConfigureAwait(false));
            Expect.Equal(true, await bench.Store.DeleteAsync(template with { Revision = 2 }, default).ConfigureAwait(false));
            Expect.True(await bench.FindAsync("hello").ConfigureAwait(false) is null);
            Expect.Sequence([2, 1], (await bench.Store.ListVersionsAsync(template.Id, null, default).ConfigureAwait(false)).Select(v => v.Number));
            Expect.Equal(TemplateSaveResult.Saved, await bench.SaveAsync(bench.New("hello")).ConfigureAwait(false));
            Expect.Equal(TemplateSaveResult.Conflict, await bench.SaveAsync(template with { Revision = 3 }).ConfigureAwait(false));
        }),
        new("Template_EveryChange_ChangesTheStamp", async services =>
        {
            var bench = new Bench(services);
            var template = bench.New("hello");
            var stamps = new List<long> { await bench.Store.GetStampAsync(default).ConfigureAwait(false) };
            foreach (var change in new Func<Task>[] { () => bench.SaveAsync(template), () => bench.SaveAsync(template with { Revision = 2 }), () => bench.Store.DeleteAsync(template with { Revision = 2 }, default) })
            {
                await change().ConfigureAwait(false);
                stamps.Add(await bench.Store.GetStampAsync(default).ConfigureAwait(false));
            }

            Expect.Equal(stamps.Count, stamps.Distinct().Count());
        }),
        new("Template_List_FiltersAndPages", async services =>
        {
            var bench = new Bench(services);
            await bench.SaveAsync(bench.New("alpha") with { Tags = ["vip", "50%"], Channels = ["email"], Category = "c", Name = "First_one" }).ConfigureAwait(false);
            await bench.SaveAsync(bench.New("beta") with { Tags = ["vip-2"], Channels = ["sms", "email"], Type = "t", IsActive = false }).ConfigureAwait(false);
            await bench.SaveAsync(bench.New("gamma") with { Kind = TemplateKind.Layout, Channels = ["push"] }).ConfigureAwait(false);
            await bench.SaveAsync(bench.New("other") with { TenantId = bench.Tenant + "-2" }).ConfigureAwait(false);
            await ExpectAsync("alpha beta gamma", q => q).ConfigureAwait(false);
            await ExpectAsync("alpha beta", q => q with { Channel = MessageChannel.Email }).ConfigureAwait(false);
            await ExpectAsync("alpha", q => q with { Tag = "vip" }).ConfigureAwait(false);
            await ExpectAsync("alpha", q => q with { Tag = "50%" }).ConfigureAwait(false);
            await ExpectAsync("", q => q with { Tag = "50_" }).ConfigureAwait(false);
            await ExpectAsync("alpha", q => q with { Category = "c" }).ConfigureAwait(false);
            await ExpectAsync("beta", q => q with { Type = "t" }).ConfigureAwait(false);
            await ExpectAsync("beta", q => q with { IsActive = false }).ConfigureAwait(false);
            await ExpectAsync("gamma", q => q with { Kind = TemplateKind.Layout }).ConfigureAwait(false);
            await ExpectAsync("alpha", q => q with { Text = "FIRST_" }).ConfigureAwait(false);
            await ExpectAsync("", q => q with { Text = "first%one" }).ConfigureAwait(false);
            await ExpectAsync("beta", q => q with { Cursor = "alpha", PageSize = 1 }).ConfigureAwait(false);

            async Task ExpectAsync(string codes, Func<TemplateQuery, TemplateQuery> filter)
            {
                var found = await bench.Store.ListAsync(filter(new TemplateQuery { Tenant = bench.Tenant }), default).ConfigureAwait(false);
                Expect.Equal(codes, string.Join(' ', found.Select(t => t.Code)));
            }
        }),
    ];

    private static void ExpectSame(TemplateDocument expected, TemplateDocument found)
    {
        Expect.Equal(expected.Layout, found.Layout);
        Expect.Sequence(expected.Variables, found.Variables);
        Expect.Sequence(expected.Variants, found.Variants);
        Expect.Equal(expected.Contents.Count, found.Contents.Count);
        foreach (var (a, b) in expected.Contents.Zip(found.Contents))
        {
            Expect.Sequence(a.Includes, b.Includes);
            Expect.Sequence(a.Actions, b.Actions);
            Expect.Sequence(a.Approved?.Parameters ?? [], b.Approved?.Parameters ?? []);
            Expect.Equal(a.Approved?.Name, b.Approved?.Name);
            Expect.Equal(a with { Includes = [], Actions = [], Approved = null }, b with { Includes = a.Includes.Take(0).ToArray(), Actions = [], Approved = null });
        }
    }

    private sealed class Bench(IServiceProvider services)
    {
        private readonly MessageIds _ids = new(services.GetRequiredService<TimeProvider>());
        private readonly DateTimeOffset _now = DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000);

        public ITemplateStore Store { get; } = services.GetRequiredService<ITemplateStore>();

        public string Tenant { get; } = $"t-{RandomNumberGenerator.GetHexString(12)}";

        public StoredTemplate New(string code) => new()
        {
            Id = _ids.Next(), TenantId = Tenant, Code = code, Name = code, Revision = 1, CreatedAt = _now, CreatedBy = "ann", UpdatedAt = _now, UpdatedBy = "ben",
        };

        public StoredTemplateVersion Version(StoredTemplate template, int number) =>
            new() { TemplateId = template.Id, Number = number, TenantId = template.TenantId, Code = template.Code, Document = TemplateDocument.Empty, CreatedAt = _now, CreatedBy = "ann" };

        public Task<TemplateSaveResult> SaveAsync(StoredTemplate template, StoredTemplateVersion? version = null) => Store.SaveAsync(template, version, default);

        public Task<StoredTemplate?> FindAsync(string code) => Store.FindAsync(Tenant, code, default);
    }
}
