using Messaging.Messages;

namespace Messaging.Storage.InMemory;

/// <summary>Settings of queues in memory.</summary>
internal sealed class InMemoryQueueStore(InMemoryDatabase database) : IQueueStore
{
    public Task<IReadOnlyList<QueueSetting>> ListAsync(CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<QueueSetting>>([.. database.QueueSettings.Values]);
        }
    }

    public Task PauseAsync(QueueSetting pause, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            Put(Known(pause) with { PausedAt = pause.PausedAt, PausedUntil = pause.PausedUntil, PauseReason = pause.PauseReason });
            return Task.CompletedTask;
        }
    }

    public Task<bool> ResumeAsync(QueueScope scope, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            if (!database.QueueSettings.TryGetValue(scope.Key, out var known) || known.PausedAt is null)
            {
                return Task.FromResult(false);
            }

            Put(known with { PausedAt = null, PausedUntil = null, PauseReason = "" });
            return Task.FromResult(true);
        }
    }

    public Task SetWeightAsync(QueueSetting weight, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            Put(Known(weight) with { Weight = weight.Weight, WeightReason = weight.WeightReason, WeightSetAt = weight.WeightSetAt });
            return Task.CompletedTask;
        }
    }

    public Task<DateTimeOffset?> PauseAfterAbsenceAsync(DateTimeOffset since, QueueSetting pause, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            DateTimeOffset? last = database.Dispatchers.Count == 0 ? null : database.Dispatchers.Values.Max(d => d.HeartbeatAt);
            var isPaused = database.QueueSettings.TryGetValue(pause.Key, out var known) && known.IsPausedAt(pause.PausedAt!.Value);
            if (last is null || last > since || isPaused || !database.Deliveries.Values.Any(d => IsDoubtful(d, last.Value, pause.PausedAt!.Value)))
            {
                return Task.FromResult<DateTimeOffset?>(null);
            }

            Put(Known(pause) with { PausedAt = pause.PausedAt, PausedUntil = pause.PausedUntil, PauseReason = pause.PauseReason });
            return Task.FromResult(last);
        }
    }

    private bool IsDoubtful(Delivery delivery, DateTimeOffset last, DateTimeOffset now) =>
        delivery.WorkState is WorkState.Queued or WorkState.Leased && delivery.DueAt <= now && database.Messages[delivery.Id].CreatedAt <= last;

    private QueueSetting Known(QueueSetting setting) => database.QueueSettings.GetValueOrDefault(setting.Key) ?? QueueSetting.Of(setting.ToScope());

    private void Put(QueueSetting setting)
    {
        if (setting is { PausedAt: null, Weight: null })
        {
            database.QueueSettings.Remove(setting.Key);
        }
        else
        {
            database.QueueSettings[setting.Key] = setting;
        }
    }
}
