using Messaging.Templates;

namespace Messaging.Authoring;

/// <summary>The published versions of stored templates. Answers from memory; a publication anywhere is seen here within <see cref="RefreshAfter"/>.</summary>
internal sealed class StoredTemplateSource(ITemplateStore store, TemplateIntake intake, TimeProvider time) : ITemplateSource, IDisposable
{
    /// <summary>How old an answer may be.</summary>
    public static readonly TimeSpan RefreshAfter = TimeSpan.FromSeconds(2);

    private const int MaxHeads = 5_000;
    private const int MaxVersions = 200;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly RecentValues<(Guid Template, int Number), (string Tenant, TemplateVersion Version)> _versions = new(MaxVersions);
    private volatile RecentValues<(string Tenant, string Code), StoredTemplate?> _heads = new(MaxHeads);
    private long _stamp = -1;
    private long _checkedAt;
    private volatile bool _isStale = true;

    /// <summary>A published version as the renderer knows it.</summary>
    public static TemplateVersion ToVersion(StoredTemplateVersion version, TemplateKind kind) => new()
    {
        Code = version.Code,
        Version = VersionLabel.Of(version.TemplateId, version.Number),
        Contents = version.Document.Contents,
        Kind = kind,
        Variants = version.Document.Variants,
    };

    /// <summary>Something was changed in this process: the next call looks.</summary>
    public void Changed() => _isStale = true;

    public async ValueTask<TemplateVersion?> FindAsync(string tenant, string code, string? version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(code);
        var name = code.ToLowerInvariant();
        if (version is not null)
        {
            return VersionLabel.TryParse(version, out var id, out var number) ? await FindVersionAsync(id, number, tenant, name, cancellationToken).ConfigureAwait(false) : null;
        }

        await RefreshAsync(cancellationToken).ConfigureAwait(false);
        var head = await FindHeadAsync(tenant, name, cancellationToken).ConfigureAwait(false);
        if (head is null && tenant.Length > 0)
        {
            head = await FindHeadAsync("", name, cancellationToken).ConfigureAwait(false);
        }

        if (head is null)
        {
            return null;
        }

        return head.IsActive
            ? await FindVersionAsync(head.Id, head.CurrentVersion, tenant, name, cancellationToken).ConfigureAwait(false)
            : throw new TemplateException(TemplateError.Inactive, $"Template '{name}' is deactivated. Call ITemplates.SetActiveAsync(...) to use it again, or send another one.") { Template = name };
    }

    public async ValueTask<IReadOnlyList<string>> ListAsync(string tenant, CancellationToken cancellationToken)
    {
        // Only asked for when a code was mistyped, to suggest another.
        var query = new TemplateQuery { Kind = TemplateKind.Message, IsActive = true, PageSize = MaxVersions };
        var own = await store.ListAsync(query with { Tenant = tenant }, cancellationToken).ConfigureAwait(false);
        var shared = tenant.Length == 0 ? [] : await store.ListAsync(query, cancellationToken).ConfigureAwait(false);
        return [.. own.Concat(shared).Where(t => t.CurrentVersion > 0).Select(t => t.Code)];
    }

    public void Dispose() => _turn.Dispose();

    private async ValueTask RefreshAsync(CancellationToken cancellationToken)
    {
        if (!IsDue())
        {
            return;
        }

        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (IsDue())
            {
                // Both before the question: a change while it is answered is seen by the next one.
                var askedAt = time.GetTimestamp();
                _isStale = false;
                try
                {
                    var stamp = await store.GetStampAsync(cancellationToken).ConfigureAwait(false);
                    _heads = stamp == _stamp ? _heads : new RecentValues<(string Tenant, string Code), StoredTemplate?>(MaxHeads);
                    (_stamp, _checkedAt) = (stamp, askedAt);
                }
                catch
                {
                    _isStale = true;
                    throw;
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private bool IsDue() => _isStale || time.GetElapsedTime(Volatile.Read(ref _checkedAt)) >= RefreshAfter;

    // What cannot be sent and was not switched off either leaves the code to others: layouts, partials, and drafts that were never published.
    private async ValueTask<StoredTemplate?> FindHeadAsync(string tenant, string code, CancellationToken cancellationToken)
    {
        // Kept with what was known when it was asked for: should the memory be renewed meanwhile, the answer is forgotten with the old one.
        var heads = _heads;
        if (!heads.TryGet((tenant, code), out var head))
        {
            head = await store.FindAsync(tenant, code, cancellationToken).ConfigureAwait(false);
            head = head is { Kind: TemplateKind.Message } and ({ CurrentVersion: > 0 } or { IsActive: false }) ? head with { Draft = TemplateDocument.Empty } : null;
            heads.Add((tenant, code), head);
        }

        return head;
    }

    private async ValueTask<TemplateVersion?> FindVersionAsync(Guid id, int number, string tenant, string code, CancellationToken cancellationToken)
    {
        // The same object each time, so that what was compiled for it is found again.
        if (!_versions.TryGet((id, number), out var known))
        {
            var found = await store.ListVersionsAsync(id, number, cancellationToken).ConfigureAwait(false);
            if (found.Count == 0)
            {
                return null;
            }

            var version = ToVersion(found[0], TemplateKind.Message);
            known = (found[0].TenantId, version with { Contents = [.. version.Contents.Select(intake.Prepare)] });
            _versions.Add((id, number), known);
        }

        // A message asks for what it was planned with; an id from elsewhere must not lead into another tenant.
        var isTheirs = known.Tenant.Length == 0 || string.Equals(known.Tenant, tenant, StringComparison.Ordinal);
        return isTheirs && string.Equals(known.Version.Code, code, StringComparison.Ordinal) ? known.Version : null;
    }
}
