namespace Messaging.Links;

/// <summary>Used tokens and targets for tests and hosts without a database.</summary>
internal sealed class InMemoryLinkStore : ILinkStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, LinkUse> _uses = [];
    private readonly Dictionary<Guid, RedirectTarget> _targets = [];

    public Task<bool> UseAsync(LinkUse use, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_uses.TryAdd(use.Id, use));
        }
    }

    public Task<bool> IsUsedAsync(Guid id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_uses.ContainsKey(id));
        }
    }

    public Task ReleaseAsync(Guid id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _uses.Remove(id);
            return Task.CompletedTask;
        }
    }

    public Task AddAsync(IReadOnlyList<RedirectTarget> targets, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var target in targets)
            {
                if (!_targets.TryGetValue(target.Id, out var known))
                {
                    _targets.Add(target.Id, target);
                }
                else if (known.ExpiresAt < target.ExpiresAt)
                {
                    _targets[target.Id] = known with { ExpiresAt = target.ExpiresAt };
                }
            }

            return Task.CompletedTask;
        }
    }

    public Task<RedirectTarget?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_targets.GetValueOrDefault(id));
        }
    }

    public Task<int> PruneAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var uses = _uses.Values.Where(u => u.ExpiresAt < now).Take(limit).ToList();
            var targets = _targets.Values.Where(t => t.ExpiresAt < now).Take(limit).ToList();
            uses.ForEach(u => _uses.Remove(u.Id));
            targets.ForEach(t => _targets.Remove(t.Id));
            return Task.FromResult(uses.Count + targets.Count);
        }
    }
}
