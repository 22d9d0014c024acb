using Messaging.Channels;
using Messaging.Messages;

namespace Messaging.Storage.InMemory;

/// <summary>The dispatcher's side of the in-memory store: the transition functions as they are, under a lock.</summary>
internal sealed class InMemoryDeliveryStore(InMemoryDatabase database, TimeProvider timeProvider) : IDeliveryStore
{
    public Task<Heartbeat> HeartbeatAsync(long epoch, string node, TimeSpan timeToLive, bool isNew, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var now = timeProvider.GetUtcNow();
            database.Installation ??= new Installation { Key = InstallationKeys.Create(), ContactSecret = InstallationKeys.CreateSecret(), CreatedAt = now };
            var alive = isNew || (database.Dispatchers.TryGetValue(epoch, out var row) && row.ExpiresAt > now);
            if (alive)
            {
                database.Dispatchers[epoch] = new DispatcherRow { Epoch = epoch, Node = node, HeartbeatAt = now, ExpiresAt = now + timeToLive };
            }

            return Task.FromResult(new Heartbeat(alive, database.Installation.Key));
        }
    }

    public Task<IReadOnlyList<Lane>> FindLanesAsync(CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<Lane>>(
            [
                .. database.Deliveries.Values.Where(d => d.WorkState == WorkState.Queued).GroupBy(d => d.LaneKey).Select(g => new Lane(g.Key, g.Min(d => d.DueAt), g.First().TenantId, g.First().Channel)),
            ]);
        }
    }

    public Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(long epoch, IReadOnlyList<LaneQuota> quotas, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var claimed = new List<ClaimedMessage>();
            foreach (var quota in quotas)
            {
                var due = database.Deliveries.Values
                    .Where(d => d.WorkState == WorkState.Queued && d.LaneKey == quota.Key && d.DueAt <= now)
                    .OrderBy(d => d.DueAt)
                    .ThenBy(d => d.Id)
                    .Take(quota.Count)
                    .ToList();
                foreach (var delivery in due)
                {
                    database.Put(DeliveryTransition.Claim(delivery, epoch));
                    claimed.Add(new ClaimedMessage(database.Deliveries[delivery.Id], database.Messages[delivery.Id], database.Contents.GetValueOrDefault(delivery.Id)));
                }
            }

            return Task.FromResult<IReadOnlyList<ClaimedMessage>>(claimed);
        }
    }

    public Task<IReadOnlyList<ChainLink>> FindChainsAsync(IReadOnlyCollection<Guid> firstIds, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<ChainLink>>(
                [.. database.Messages.Values.Where(m => m.FirstId is { } first && firstIds.Contains(first)).Select(m => new ChainLink(m.FirstId!.Value, m.Step, m.FallbackWhen, database.Deliveries[m.Id]))]);
        }
    }

    public Task<IReadOnlyDictionary<Guid, StartVerdict>> StartAsync(IReadOnlyList<DeliveryStart> starts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var verdicts = new Dictionary<Guid, StartVerdict>();
            foreach (var start in starts)
            {
                if (!database.Deliveries.TryGetValue(start.Id, out var delivery) || DeliveryTransition.Start(delivery, start, now) is not { } started)
                {
                    continue;
                }

                if (started.WorkState == WorkState.Leased && Hindrance(delivery, start) is { } hindrance)
                {
                    verdicts[start.Id] = hindrance;
                    continue;
                }

                database.Put(started);
                if (started.WorkState != WorkState.Leased)
                {
                    continue;
                }

                verdicts[start.Id] = StartVerdict.Granted;
                if (start.Payload is not null && database.Contents.TryGetValue(start.Id, out var content) && content.Payload is null)
                {
                    database.Contents[start.Id] = content with { Payload = start.Payload };
                }
            }

            return Task.FromResult<IReadOnlyDictionary<Guid, StartVerdict>>(verdicts);
        }
    }

    // Counts the mark when nothing is in its way.
    private StartVerdict? Hindrance(Delivery delivery, DeliveryStart start)
    {
        if (VersionOf(start.PersonId) != start.PersonVersion || VersionOf(start.AddressId) != start.AddressVersion)
        {
            return StartVerdict.ContactChanged;
        }

        if (!start.IsCounted || delivery.CapDay != 0)
        {
            return null;
        }

        var key = (start.CapContact!.Value, start.CapDay);
        var used = database.DailyCounts.GetValueOrDefault(key);
        if (used >= start.CapLimit)
        {
            return StartVerdict.Capped;
        }

        database.DailyCounts[key] = used + 1;
        return null;
    }

    private long VersionOf(Guid? id) => id is { } contact && database.Contacts.TryGetValue(contact, out var row) ? row.Version : 0;

    public Task<IReadOnlySet<Guid>> RecordAsync(IReadOnlyList<DeliveryChange> changes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var written = new HashSet<Guid>();
            foreach (var change in changes)
            {
                database.Append(change.Evidence);
                if (database.Deliveries.TryGetValue(change.Id, out var delivery)
                    && delivery.LeaseToken == change.LeaseToken && delivery.OwnerEpoch == change.OwnerEpoch && delivery.Attempt == change.Attempt)
                {
                    database.Put(DeliveryTransition.Merge(delivery, change, now));
                    database.Append(change.Decision);
                    written.Add(change.Id);
                    ApplyWaiting(change.Evidence?.ProviderMessageId, now);
                }
                else if (change.Evidence is { Outcome: SendOutcomeKind.Accepted } late)
                {
                    var report = LateResult.ToEvent(late, now);
                    if (database.Events.TryAdd((report.Provider, report.EventKey), report))
                    {
                        database.TryApply(report, now);
                    }
                }
            }

            return Task.FromResult<IReadOnlySet<Guid>>(written);
        }
    }

    private void ApplyWaiting(string? providerMessageId, DateTimeOffset now)
    {
        if (providerMessageId is null)
        {
            return;
        }

        foreach (var report in database.Events.Values.Where(e => e.DeliveryId is null && string.Equals(e.ProviderMessageId, providerMessageId, StringComparison.Ordinal)).ToList())
        {
            database.TryApply(report, now);
        }
    }
}
