using System.Collections.Concurrent;
using Messaging.Storage;

namespace Messaging.Links;

/// <summary>Sees to it that the targets of tracked links are stored before the links go out: one write per new address and process.</summary>
internal sealed class TargetRegister(ILinkStore store, StoreClock clock)
{
    private const int MaxKnown = 10_000;

    // Stored for longer than asked, so that an address which every message has is not written for every message.
    private static readonly TimeSpan Slack = TimeSpan.FromDays(30);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _known = new();

    /// <summary>Stores addresses.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="urls">The addresses, as <see cref="LinkUrl.Normalize"/> gives them.</param>
    /// <param name="until">How long they are needed.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    public async ValueTask EnsureAsync(string tenant, IEnumerable<string> urls, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var missing = urls.Distinct(StringComparer.Ordinal)
            .Select(u => new RedirectTarget { Id = LinkHash.OfTarget(tenant, u), TenantId = tenant, Url = u, CreatedAt = now, ExpiresAt = until + Slack })
            .Where(t => !_known.TryGetValue(t.Id, out var end) || end < until)
            .ToList();
        if (missing.Count == 0)
        {
            return;
        }

        await store.AddAsync(missing, cancellationToken).ConfigureAwait(false);
        if (_known.Count > MaxKnown)
        {
            _known.Clear();
        }

        missing.ForEach(t => _known[t.Id] = t.ExpiresAt);
    }
}
