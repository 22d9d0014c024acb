using Messaging.Dispatching;
using Messaging.Storage;
using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>Writes operators' settings of queues and tells the dispatcher of this process.</summary>
internal sealed class QueueDirectory(IQueueStore store, QueueRules rules, DispatchSignal signal, StoreClock clock, ILogger<QueueDirectory> logger) : IQueues
{
    private const int MaxWeight = 100;
    private const int MaxTenant = 100;

    public QueueSetting? RestoredBackup => rules.RestoredBackup;

    public async Task PauseAsync(QueueScope scope, string reason, DateTimeOffset? until = null, CancellationToken cancellationToken = default)
    {
        CheckScope(scope);
        OperatorReason.Check(reason);
        var now = clock.GetUtcNow();
        if (until <= now)
        {
            throw new InvalidMessageException(nameof(until), "The end of the pause has passed. Leave it out for a pause without an end, or call ResumeAsync.");
        }

        await store.PauseAsync(QueueSetting.Of(scope) with { PausedAt = now, PausedUntil = until, PauseReason = reason }, cancellationToken).ConfigureAwait(false);
        Log.QueuePaused(logger, scope.ToString());
        await ApplyAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> ResumeAsync(QueueScope scope, CancellationToken cancellationToken = default)
    {
        CheckScope(scope);
        var wasPaused = await store.ResumeAsync(scope, cancellationToken).ConfigureAwait(false);
        if (wasPaused)
        {
            Log.QueueResumed(logger, scope.ToString());
        }

        await ApplyAsync(cancellationToken).ConfigureAwait(false);
        return wasPaused;
    }

    public async Task SetWeightAsync(QueueScope scope, int? weight, string reason, CancellationToken cancellationToken = default)
    {
        CheckScope(scope);
        OperatorReason.Check(reason);
        if (weight is < 1 or > MaxWeight)
        {
            throw new InvalidMessageException(nameof(weight), $"A weight is 1 to {MaxWeight}, or null for the default.");
        }

        await store.SetWeightAsync(QueueSetting.Of(scope) with { Weight = weight, WeightReason = reason, WeightSetAt = clock.GetUtcNow() }, cancellationToken).ConfigureAwait(false);
        await ApplyAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<QueueSetting>> ListAsync(CancellationToken cancellationToken = default) =>
        [.. (await store.ListAsync(cancellationToken).ConfigureAwait(false)).OrderBy(s => s.ToScope().Narrowness).ThenBy(s => s.Key, StringComparer.Ordinal)];

    private static void CheckScope(QueueScope scope)
    {
        OperatorReason.CheckStorable(scope.Tenant ?? "", nameof(scope));
        if (scope.Tenant is { Length: > MaxTenant } || scope.Channel is { IsEmpty: true } || (scope.Priority is { } priority && !Enum.IsDefined(priority)))
        {
            throw new InvalidMessageException(nameof(scope), $"A scope names a tenant of at most {MaxTenant} characters, a channel and a priority, each of which may be null for all.");
        }
    }

    private async Task ApplyAsync(CancellationToken cancellationToken)
    {
        rules.Replace(await store.ListAsync(cancellationToken).ConfigureAwait(false));
        signal.Notify();
    }
}
