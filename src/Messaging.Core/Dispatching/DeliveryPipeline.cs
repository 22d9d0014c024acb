using System.Collections.ObjectModel;
using Messaging.Channels;
using Messaging.Messages;
using Messaging.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Dispatching;

/// <summary>What happens to a claimed message: prepare, announce, send, record.</summary>
internal sealed class DeliveryPipeline : IAsyncDisposable
{
    private const int MaxTurns = 5;

    private static readonly Task<IReadOnlyDictionary<Guid, IReadOnlyList<MessageAttachment>>> NoAttachments =
        Task.FromResult<IReadOnlyDictionary<Guid, IReadOnlyList<MessageAttachment>>>(ReadOnlyDictionary<Guid, IReadOnlyList<MessageAttachment>>.Empty);

    private readonly IBlobStore _blobs;
    private readonly ClaimFactsReader _facts;
    private readonly MessageRunner _runner;
    private readonly MessageSender _sender;
    private readonly DeliveryWriter _writer;
    private readonly RateLimiter _limits;
    private readonly QueueRules _rules;
    private readonly RefusalFeedback _refusals;
    private readonly DispatcherLease _lease;
    private readonly StorePatience _patience;
    private readonly DispatchSignal _signal;
    private readonly StoreClock _clock;
    private readonly TimeProvider _time;
    private readonly MessagingMetrics _metrics;
    private readonly TimeSpan _drainTimeout;
    private readonly TimeSpan _pollInterval;
    private readonly ILogger<DeliveryPipeline> _logger;
    private readonly HeldMessages _held;
    private readonly CancellationTokenSource _giveUp = new();
    private volatile bool _stopping;
    private int _released;

    public DeliveryPipeline(
        IBlobStore blobs, HeldMessages held, ClaimFactsReader facts, MessageRunner runner, MessageSender sender, DeliveryWriter writer, RateLimiter limits, QueueRules rules, RefusalFeedback refusals, DispatcherLease lease,
        StorePatience patience, DispatchSignal signal, StoreClock clock, TimeProvider time, MessagingMetrics metrics, IOptions<DispatcherOptions> options, ILogger<DeliveryPipeline> logger)
    {
        (_blobs, _held, _facts, _runner, _sender, _writer, _limits, _refusals, _lease) = (blobs, held, facts, runner, sender, writer, limits, refusals, lease);
        (_rules, _patience, _signal, _clock, _time, _metrics, _logger) = (rules, patience, signal, clock, time, metrics, logger);
        (_drainTimeout, _pollInterval) = (options.Value.DrainTimeout, options.Value.PollInterval);
    }

    /// <summary>Whether the drain has begun: what is not announced by now is given back.</summary>
    public bool IsStopping => _stopping;

    /// <summary>Takes claimed messages over. Returns at once; each gives its slot back when its end is recorded.</summary>
    /// <returns>Completes when all of them have ended.</returns>
    public Task AcceptAsync(IReadOnlyList<ClaimedMessage> claimed)
    {
        var taken = claimed.Where(c => _held.TryTake(c.Delivery)).ToList();
        return taken.Count == 0 ? Task.CompletedTask : Task.Run(() => RunBatchAsync(taken));
    }

    /// <summary>Gives back what was not announced, lets running calls finish for the drain time-out, then cancels them and records them as unknown.</summary>
    public async Task<(int Released, int Cancelled)> DrainAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_drainTimeout, _time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        _stopping = true;
        await _held.WaitUntilNoneAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var cancelled = _held.Count;
        if (cancelled > 0)
        {
            await _sender.AbortAsync().ConfigureAwait(false);
            await _held.WaitUntilNoneAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return (_released, cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        await _giveUp.CancelAsync().ConfigureAwait(false);
        _giveUp.Dispose();
    }

    private async Task RunBatchAsync(IReadOnlyList<ClaimedMessage> claimed)
    {
        var requests = claimed.Where(c => c.Message.AttachmentCount > 0).Select(c => c.Message.RequestId).ToHashSet();
        var attachments = requests.Count == 0
            ? NoAttachments
            : _patience.RunAsync("load attachments", token => _blobs.LoadAsync(requests, token), _lease.Trust);
        var facts = ReadFactsAsync(claimed);
        await ((Task)facts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Task ended;
        using (_writer.HoldStarts())
        {
            // With the facts there, each flow runs as far as its announcement without waiting: all go into one.
            ended = Task.WhenAll(claimed.Select(c => RunAsync(c, attachments, facts)));
        }

        await ended.ConfigureAwait(false);
    }

    private Task<ClaimFacts> ReadFactsAsync(IReadOnlyList<ClaimedMessage> claimed) =>
        _patience.RunAsync("read contacts", token => _facts.ReadAsync(claimed, token), _lease.Trust);

    private async Task RunAsync(ClaimedMessage claimed, Task<IReadOnlyDictionary<Guid, IReadOnlyList<MessageAttachment>>> attachments, Task<ClaimFacts> facts)
    {
        var (isStranded, paid) = (false, "");
        try
        {
            DeliveryChange? change = null;
            for (var turn = 0; change is null; turn++)
            {
                var prepared = await PrepareAsync(claimed, attachments, facts).ConfigureAwait(false);
                change = prepared.Refusal ?? await HoldBackAsync(claimed.Delivery, prepared.Connection, paid).ConfigureAwait(false);
                if (change is not null)
                {
                    break;
                }

                // Trust is taken before the lease is looked at: a call is made under the lease that announced it, or not at all.
                (paid, var trust) = (prepared.Connection.Key, _lease.Trust);
                isStranded = !_lease.CanStart || claimed.Delivery.OwnerEpoch != _lease.Epoch;
                var verdict = isStranded ? StartVerdict.Refused : await _writer.StartAsync(prepared.Start).ConfigureAwait(false);
                switch (verdict)
                {
                    case StartVerdict.Refused:
                        return;
                    case StartVerdict.Granted:
                        change = await _sender.SendAsync(prepared, trust).ConfigureAwait(false);
                        break;
                    case StartVerdict.ContactChanged when turn < MaxTurns:
                        facts = ReadFactsAsync([claimed]);
                        break;
                    default:
                        change = RecipientGate.NotStarted(claimed, prepared.Start, verdict, _clock.GetUtcNow());
                        break;
                }
            }

            await RecordAsync(claimed, change).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            isStranded = true;
            Log.BatchFailed(_logger, (e.InnerException ?? e).GetType().Name);
        }
        finally
        {
            _held.Give(claimed.Delivery, isStranded);
        }
    }

    // What is paused is not even rendered: that its template is broken may be why.
    private async ValueTask<PreparedMessage> PrepareAsync(ClaimedMessage claimed, Task<IReadOnlyDictionary<Guid, IReadOnlyList<MessageAttachment>>> attachments, Task<ClaimFacts> facts)
    {
        if (_rules.IsPaused(claimed.Delivery))
        {
            return PreparedMessage.Refuse(DeliveryTransition.Release(claimed.Delivery, claimed.Delivery.DueAt));
        }

        var known = await facts.ConfigureAwait(false);
        var begun = _time.GetTimestamp();
        var prepared = await _runner.PrepareAsync(claimed, attachments, known, _lease.InstallationKey, _giveUp.Token).ConfigureAwait(false);
        _metrics.NotePrepared(claimed.Delivery, _time.GetElapsedTime(begun));
        return prepared;
    }

    private async Task RecordAsync(ClaimedMessage claimed, DeliveryChange change)
    {
        if (await _writer.RecordAsync(change).ConfigureAwait(false))
        {
            _metrics.NoteRecorded(claimed.Delivery, change);
            WakeFor(claimed.Delivery, change);
        }

        await _refusals.TakeAsync(claimed, change.Evidence).ConfigureAwait(false);
    }

    // The loop may sleep until its next poll, and this is due before: such as a message that goes on to the next connection.
    private void WakeFor(Delivery delivery, DeliveryChange change)
    {
        if (change.WorkState == WorkState.Queued && change.DueAt - _clock.GetUtcNow() <= _pollInterval)
        {
            _signal.Wake([delivery.LaneKey], change.DueAt);
        }
    }

    // Looked at on both sides of the wait, which may be long enough for a stop or a pause.
    private async ValueTask<DeliveryChange?> HoldBackAsync(Delivery delivery, ChannelConnection connection, string paid) =>
        ReleaseIfHeld(delivery) ?? (paid == connection.Key ? null : await WaitForTurnAsync(delivery, connection).ConfigureAwait(false) ?? ReleaseIfHeld(delivery));

    private async ValueTask<DeliveryChange?> WaitForTurnAsync(Delivery delivery, ChannelConnection connection) =>
        await _limits.TakeAsync(connection, delivery.LaneKey).ConfigureAwait(false) is { } again
            ? Deferral.Until(delivery, again, DecisionCode.DeferRateLimited, _clock.GetUtcNow(), connection.Name)
            : null;

    private DeliveryChange? ReleaseIfHeld(Delivery delivery)
    {
        if (_stopping)
        {
            Interlocked.Increment(ref _released);
        }
        else if (!_rules.IsPaused(delivery))
        {
            return null;
        }

        return DeliveryTransition.Release(delivery, delivery.DueAt);
    }
}
