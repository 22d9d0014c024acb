namespace Messaging.Templates;

/// <summary>Where templates come from: code, a folder, or (in a package of its own) the database. Several sources may be registered; the first that has a code wins.</summary>
/// <remarks>Thread-safe. Called for every request, so it must answer from memory.</remarks>
public interface ITemplateSource
{
    /// <summary>Whether this source is asked after all others, whenever it was registered. False unless a source says otherwise, as one does whose templates a host may replace.</summary>
    bool IsFallback => false;

    /// <summary>Finds a template.</summary>
    /// <param name="tenant">The tenant, <c>""</c> for the single tenant. A source may hold overrides per tenant over templates for all.</param>
    /// <param name="code">The template's code, compared without regard to case.</param>
    /// <param name="version">The version a message was planned with, or null for the current one.</param>
    /// <param name="cancellationToken">Cancels the look-up.</param>
    /// <returns>The version, or null when this source does not have it.</returns>
    ValueTask<TemplateVersion?> FindAsync(string tenant, string code, string? version, CancellationToken cancellationToken);

    /// <summary>Lists the codes a tenant can use, to suggest one where another was mistyped. A source that cannot list them leaves this out and suggests none.</summary>
    /// <param name="tenant">The tenant, <c>""</c> for the single tenant.</param>
    /// <param name="cancellationToken">Cancels the look-up.</param>
    /// <returns>The codes, in no particular order.</returns>
    ValueTask<IReadOnlyList<string>> ListAsync(string tenant, CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<string>>([]);
}
