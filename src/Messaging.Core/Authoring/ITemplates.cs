namespace Messaging.Authoring;

/// <summary>For those who write templates: drafts, previews, publishing and history. Registered by <c>AddStoredTemplates()</c>; thread-safe.</summary>
/// <remarks>
/// The host decides who may call what. Every call acts on the templates of one tenant; <c>""</c>, the default, stands for the templates of all tenants, which a tenant overrides by a template of
/// its own with the same code. Calls that name a template throw <see cref="TemplateException"/> when the tenant has none of that code, and calls that save throw
/// <see cref="TemplateConflictException"/> when somebody else saved since the revision that was given.
/// </remarks>
public interface ITemplates
{
    /// <summary>Reads a template with its draft.</summary>
    /// <param name="code">The code.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The template, or null when the tenant has none of its own.</returns>
    Task<StoredTemplate?> FindAsync(string code, string tenant = "", CancellationToken cancellationToken = default);

    /// <summary>Reads one page of templates.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The page, and where the next one begins.</returns>
    /// <exception cref="InvalidMessageException">The page size is wrong.</exception>
    Task<TemplatePage> ListAsync(TemplateQuery query, CancellationToken cancellationToken = default);

    /// <summary>Makes a template, or changes the draft of one. Recipients see nothing of it until it is published.</summary>
    /// <param name="code">The code.</param>
    /// <param name="edit">What to change.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The template as it is now.</returns>
    /// <exception cref="InvalidMessageException">The code or the edit is wrong, or another template has the name. Texts are not checked here but by <see cref="ValidateAsync"/>.</exception>
    /// <exception cref="TemplateConflictException">Somebody else saved since.</exception>
    Task<StoredTemplate> SaveDraftAsync(string code, TemplateEdit edit, string actor, string tenant = "", CancellationToken cancellationToken = default);

    /// <summary>Tells everything an author should know about a draft.</summary>
    /// <param name="code">The code.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Cancels the queries.</param>
    /// <returns>The findings.</returns>
    Task<TemplateReport> ValidateAsync(string code, string tenant = "", CancellationToken cancellationToken = default);

    /// <summary>Makes a version of a draft, with the layouts and partials it uses as they are now. New messages use it within a few seconds, everywhere.</summary>
    /// <param name="code">The code.</param>
    /// <param name="request">Which revision, and how.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The number of the version, or the errors that stand in the way.</returns>
    /// <exception cref="TemplateConflictException">Somebody else saved since.</exception>
    Task<TemplatePublication> PublishAsync(string code, PublishRequest request, string actor, string tenant = "", CancellationToken cancellationToken = default);

    /// <summary>Publishes what an older version says, layouts and partials included, as a new version. The draft stays as it is.</summary>
    /// <param name="code">The code.</param>
    /// <param name="version">The older version.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="note">Why, for the history.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The number of the new version.</returns>
    Task<int> RollBackAsync(string code, int version, string actor, string note = "", string tenant = "", CancellationToken cancellationToken = default);

    /// <summary>Lists the versions, the newest first.</summary>
    /// <param name="code">The code.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The versions with author, time and note.</returns>
    Task<IReadOnlyList<StoredTemplateVersion>> GetHistoryAsync(string code, string tenant = "", CancellationToken cancellationToken = default);

    /// <summary>Tells what changed from one edition to another, line by line.</summary>
    /// <param name="code">The code.</param>
    /// <param name="from">The version before, or 0 for nothing at all.</param>
    /// <param name="to">The version after, or null for the draft.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Cancels the queries.</param>
    /// <returns>The parts that differ; empty when the editions say the same.</returns>
    Task<IReadOnlyList<TemplateDifference>> CompareAsync(string code, int from, int? to = null, string tenant = "", CancellationToken cancellationToken = default);

    /// <summary>Lets new messages use a template, or refuses it to them. Messages that were planned before are sent either way.</summary>
    /// <param name="code">The code.</param>
    /// <param name="isActive">Whether they may.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The template as it is now.</returns>
    Task<StoredTemplate> SetActiveAsync(string code, bool isActive, string actor, string tenant = "", CancellationToken cancellationToken = default);

    /// <summary>Deletes a template. Its versions stay for the messages that were planned with them.</summary>
    /// <param name="code">The code.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InvalidMessageException">It came with the application: deactivate it instead.</exception>
    Task<bool> DeleteAsync(string code, string tenant = "", CancellationToken cancellationToken = default);

    /// <summary>Renders a draft or a version as a recipient would see it. Sends and stores nothing.</summary>
    /// <param name="code">The code.</param>
    /// <param name="request">What to preview.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Cancels the queries.</param>
    /// <returns>The rendered content, and what was found about it.</returns>
    /// <exception cref="InvalidMessageException">The data is wrong.</exception>
    Task<TemplatePreview> PreviewAsync(string code, PreviewRequest request, string tenant = "", CancellationToken cancellationToken = default);

    /// <summary>Brings drafts up to what a folder says, without ever overwriting an edit that was made in the database unless that is asked for.</summary>
    /// <param name="request">Which folder, and how.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Cancels between templates.</param>
    /// <returns>What was done with each template of the folder.</returns>
    /// <exception cref="MessagingConfigurationException">The folder or a file in it is not in order; nothing was imported.</exception>
    Task<IReadOnlyList<ImportedTemplate>> ImportAsync(ImportRequest request, string actor, string tenant = "", CancellationToken cancellationToken = default);

    /// <summary>Writes the drafts of all templates of a tenant into a folder, one sub-folder for each. Files of these templates are replaced; nothing else is touched.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Cancels between templates.</param>
    /// <returns>How many templates were written.</returns>
    Task<int> ExportAsync(string folder, string tenant = "", CancellationToken cancellationToken = default);
}
