using Messaging.Authoring.Reviewing;
using Messaging.Authoring.Syncing;
using Messaging.Templates;
using Messaging.Templates.Sources;
using Microsoft.Extensions.Options;

namespace Messaging.Authoring;

/// <summary>Serves those who write templates.</summary>
internal sealed class TemplateAuthor(
    ITemplateStore store, TemplateIntake intake, TemplateAssembly assembly, TemplateReviewer reviewer, TemplateSync sync, TemplateWriter writer, IOptions<MessagingOptions> options) : ITemplates
{
    private const int MaxPageSize = 100;

    public Task<StoredTemplate?> FindAsync(string code, string tenant = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(tenant);
        return store.FindAsync(tenant, code.ToLowerInvariant(), cancellationToken);
    }

    public async Task<TemplatePage> ListAsync(TemplateQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.PageSize is < 1 or > MaxPageSize)
        {
            throw new InvalidMessageException(nameof(query.PageSize), $"A page has 1 to {MaxPageSize} templates.");
        }

        var found = await store.ListAsync(query with { PageSize = query.PageSize + 1 }, cancellationToken).ConfigureAwait(false);
        return found.Count <= query.PageSize ? new TemplatePage(found, null) : new TemplatePage([.. found.Take(query.PageSize)], found[query.PageSize - 1].Code);
    }

    public async Task<StoredTemplate> SaveDraftAsync(string code, TemplateEdit edit, string actor, string tenant = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(edit);
        var found = await FindAsync(code, tenant, cancellationToken).ConfigureAwait(false);
        if ((found?.Revision ?? 0) != edit.Revision)
        {
            throw new TemplateConflictException(code, edit.Revision);
        }

        if (found is not null && edit.Kind is { } kind && kind != found.Kind)
        {
            throw new InvalidMessageException(nameof(edit.Kind), "A template stays a message, layout or partial. Make another one.");
        }

        var template = found ?? writer.New(code, tenant, actor) with { Kind = edit.Kind ?? TemplateKind.Message };
        return await writer.SaveAsync(DraftEditor.Apply(template, edit), null, actor, cancellationToken).ConfigureAwait(false);
    }

    public async Task<TemplateReport> ValidateAsync(string code, string tenant = "", CancellationToken cancellationToken = default)
    {
        var template = await GetAsync(code, tenant, cancellationToken).ConfigureAwait(false);
        return reviewer.Review(template, await assembly.AssembleAsync(template.Draft, tenant, cancellationToken).ConfigureAwait(false), allowRaw: false);
    }

    public async Task<TemplatePublication> PublishAsync(string code, PublishRequest request, string actor, string tenant = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var template = await GetAsync(code, tenant, cancellationToken).ConfigureAwait(false);
        return template.Revision == request.Revision
            ? await writer.PublishAsync(template, request.Note, request.AllowRaw, actor, cancellationToken).ConfigureAwait(false)
            : throw new TemplateConflictException(code, request.Revision);
    }

    public async Task<int> RollBackAsync(string code, int version, string actor, string note = "", string tenant = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(note);
        var template = await GetAsync(code, tenant, cancellationToken).ConfigureAwait(false);
        var older = await GetVersionAsync(template, version, cancellationToken).ConfigureAwait(false);
        return await writer.AddVersionAsync(template, older.Document, note, older.Number, actor, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<StoredTemplateVersion>> GetHistoryAsync(string code, string tenant = "", CancellationToken cancellationToken = default)
    {
        var template = await GetAsync(code, tenant, cancellationToken).ConfigureAwait(false);
        return await store.ListVersionsAsync(template.Id, null, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<TemplateDifference>> CompareAsync(string code, int from, int? to = null, string tenant = "", CancellationToken cancellationToken = default)
    {
        var template = await GetAsync(code, tenant, cancellationToken).ConfigureAwait(false);
        var before = from == 0 ? TemplateDocument.Empty : (await GetVersionAsync(template, from, cancellationToken).ConfigureAwait(false)).Document;
        var after = to is { } number
            ? (await GetVersionAsync(template, number, cancellationToken).ConfigureAwait(false)).Document
            : await assembly.AssembleAsync(template.Draft, tenant, cancellationToken).ConfigureAwait(false);
        return DocumentComparison.Of(before, after);
    }

    public async Task<StoredTemplate> SetActiveAsync(string code, bool isActive, string actor, string tenant = "", CancellationToken cancellationToken = default)
    {
        var template = await GetAsync(code, tenant, cancellationToken).ConfigureAwait(false);
        return template.IsActive == isActive ? template : await writer.SaveAsync(template with { IsActive = isActive }, null, actor, cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> DeleteAsync(string code, string tenant = "", CancellationToken cancellationToken = default)
    {
        var template = await FindAsync(code, tenant, cancellationToken).ConfigureAwait(false);
        return template is not null && await writer.DeleteAsync(template, cancellationToken).ConfigureAwait(false);
    }

    public async Task<TemplatePreview> PreviewAsync(string code, PreviewRequest request, string tenant = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var template = await GetAsync(code, tenant, cancellationToken).ConfigureAwait(false);
        var document = request.Version is { } number
            ? (await GetVersionAsync(template, number, cancellationToken).ConfigureAwait(false)).Document
            : await assembly.AssembleAsync(template.Draft, tenant, cancellationToken).ConfigureAwait(false);
        var version = new TemplateVersion { Code = template.Code, Version = "", Contents = document.Contents };
        var locale = request.Locale.Length > 0 ? request.Locale : options.Value.DefaultLocale;
        if (version.Find(request.Channel, locale, request.Variant) is not { } content)
        {
            return new TemplatePreview(null, [new TemplateFinding(FindingLevel.Error, "no-content", $"There is no content for {request.Channel} in this language or without one.") { Content = new ContentKey(request.Channel) }]);
        }

        var checkedContent = intake.Prepare(TemplateIncludes.AsChecked(content, template.Kind));
        var (rendered, findings) = reviewer.Rendered(checkedContent, locale, SampleData.Of(document.Variables, request.Data));
        return new TemplatePreview(rendered, findings);
    }

    public Task<IReadOnlyList<ImportedTemplate>> ImportAsync(ImportRequest request, string actor, string tenant = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(tenant);
        return sync.ImportAsync(request, actor, tenant, cancellationToken);
    }

    public Task<int> ExportAsync(string folder, string tenant = "", CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(tenant);
        return sync.ExportAsync(folder, tenant, cancellationToken);
    }

    private async Task<StoredTemplate> GetAsync(string code, string tenant, CancellationToken cancellationToken) =>
        await FindAsync(code, tenant, cancellationToken).ConfigureAwait(false)
            ?? throw new TemplateException(TemplateError.NotFound, $"There is no stored template '{code}' of this tenant. Make it with ITemplates.SaveDraftAsync(...).") { Template = code };

    private async Task<StoredTemplateVersion> GetVersionAsync(StoredTemplate template, int number, CancellationToken cancellationToken)
    {
        var found = await store.ListVersionsAsync(template.Id, number, cancellationToken).ConfigureAwait(false);
        return found.Count > 0
            ? found[0]
            : throw new TemplateException(TemplateError.NotFound, $"Template '{template.Code}' has no version {number}. ITemplates.GetHistoryAsync(...) lists them.") { Template = template.Code };
    }
}
