namespace Messaging.Authoring;

/// <summary>Where stored templates are kept. Thread-safe. Not meant to be implemented by hosts.</summary>
public interface ITemplateStore
{
    /// <summary>Finds a template of a tenant. There is no falling back to other tenants here.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="code">The code in lower case.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The template, or null.</returns>
    Task<StoredTemplate?> FindAsync(string tenant, string code, CancellationToken cancellationToken);

    /// <summary>Lists templates in the order of their codes, as the database sorts texts.</summary>
    /// <param name="query">Which ones, and how many; its cursor is the code of the last one of the page before.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>At most as many templates as the page size of the query.</returns>
    Task<IReadOnlyList<StoredTemplate>> ListAsync(TemplateQuery query, CancellationToken cancellationToken);

    /// <summary>Reads versions, the newest first.</summary>
    /// <param name="templateId">The template.</param>
    /// <param name="number">The number of one version, or null for all.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The versions.</returns>
    Task<IReadOnlyList<StoredTemplateVersion>> ListVersionsAsync(Guid templateId, int? number, CancellationToken cancellationToken);

    /// <summary>Stores a template, and with it a new version if there is one: all or nothing.</summary>
    /// <param name="template">The template; its revision is the one after the revision that was read, 1 for a new one.</param>
    /// <param name="version">The version to add, or null.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Whether it is stored.</returns>
    Task<TemplateSaveResult> SaveAsync(StoredTemplate template, StoredTemplateVersion? version, CancellationToken cancellationToken);

    /// <summary>Deletes a template. Its versions stay.</summary>
    /// <param name="template">The template as it was read.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Whether it was deleted; false when it was saved or deleted in the meantime.</returns>
    Task<bool> DeleteAsync(StoredTemplate template, CancellationToken cancellationToken);

    /// <summary>A number that is another one after every change of any template.</summary>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The number.</returns>
    Task<long> GetStampAsync(CancellationToken cancellationToken);
}
