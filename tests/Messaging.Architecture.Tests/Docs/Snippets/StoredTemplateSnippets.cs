using Messaging.Authoring;
using Messaging.Templates;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Architecture.Tests.Docs.Snippets;

/// <summary>The lines of <c>docs/stored-templates.md</c>.</summary>
internal static class StoredTemplateSnippets
{
    public static void SetUp(IServiceCollection services)
    {
        services.AddMessaging().UseSqlite("Data Source=app.db").AddStoredTemplates();
    }

    public static async Task<(TemplatePreview Preview, TemplatePublication Published)> WriteAsync(ITemplates templates)
    {
        StoredTemplate draft = await templates.SaveDraftAsync("booking-confirmed", new TemplateEdit
        {
            Name = "Booking confirmed",
            Layout = "base",
            Variables = [new DeclaredVariable("name", Sample: "Lan"), new DeclaredVariable("start", Sample: "2030-01-31T13:30:00Z")],
            Contents = [new TemplateContent { Channel = MessageChannel.Email, Subject = "See you", Html = "<p>Dear {{name}}, see you on {{date start}}.</p>" }],
        }, actor: "ann");
        TemplatePreview preview = await templates.PreviewAsync("booking-confirmed", new PreviewRequest { Channel = MessageChannel.Email, Locale = "de-AT" });
        TemplatePublication published = await templates.PublishAsync("booking-confirmed", new PublishRequest { Revision = draft.Revision, Note = "First wording" }, actor: "ann");
        return (preview, published);
    }

    public static async Task<(IReadOnlyList<ImportedTemplate> Plan, int Count)> SyncAsync(ITemplates templates)
    {
        IReadOnlyList<ImportedTemplate> plan = await templates.ImportAsync(new ImportRequest { Folder = "templates", DryRun = true }, actor: "deployment");
        await templates.ImportAsync(new ImportRequest { Folder = "templates", Publish = true, AsSystem = true }, actor: "deployment");
        int count = await templates.ExportAsync("backup");
        return (plan, count);
    }
}
