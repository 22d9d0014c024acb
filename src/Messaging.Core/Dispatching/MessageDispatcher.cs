using System.Diagnostics;
using Messaging.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Dispatching;

/// <summary>The loop: claim what is due and hand it on, as long as there is room; sleep until there is news, something falls due, or the poll interval has passed.</summary>
/// <remarks>The README of this folder draws how the parts fit.</remarks>
internal sealed class MessageDispatcher : BackgroundService
{
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(20);

    private readonly IDeliveryStore _store;
    private readonly IMaintenanceStore _maintenance;
    private readonly QueueRules _rules;
    private readonly LaneLookUp _lookUp;
    private readonly LaneTable _lanes;
    private readonly DispatcherLease _lease;
    private readonly DispatcherHeartbeat _heartbeat;
    private readonly HeldMessages _held;
    private readonly DeliveryPipeline _pipeline;
    private readonly DispatchSignal _signal;
    private readonly RateLimiter _limits;
    private readonly StorePatience _patience;
    private readonly DispatcherWatch _watch;
    private readonly StoreClock _clock;
    private readonly TimeProvider _time;
    private readonly DispatcherOptions _options;
    private readonly ILogger<MessageDispatcher> _logger;
    private readonly CancellationTokenSource _drained = new();
    private Task _beating = Task.CompletedTask;
    private bool _claimInDoubt;

    public MessageDispatcher(
        IDeliveryStore store, IMaintenanceStore maintenance, QueueRules rules, LaneLookUp lookUp, DispatcherLease lease, DispatcherHeartbeat heartbeat, HeldMessages held, DeliveryPipeline pipeline, DispatchSignal signal, RateLimiter limits,
        StorePatience patience, DispatcherWatch watch, StoreClock clock, TimeProvider time, IOptions<DispatcherOptions> options, ILogger<MessageDispatcher> logger)
    {
        (_store, _maintenance, _lease, _pipeline, _signal, _limits) = (store, maintenance, lease, pipeline, signal, limits);
        (_rules, _lookUp, _lanes, _heartbeat, _held) = (rules, lookUp, lookUp.Lanes, heartbeat, held);
        (_patience, _watch, _clock, _time, _options, _logger) = (patience, watch, clock, time, options.Value, logger);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        var (released, cancelled) = await _pipeline.DrainAsync(cancellationToken).ConfigureAwait(false);
        // The lease outlives the claiming: what is in flight still needs it while draining.
        await _drained.CancelAsync().ConfigureAwait(false);
        await _beating.ConfigureAwait(false);
        try
        {
            await _lease.EndAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is MessagingException or OperationCanceledException)
        {
            _patience.NoteFailure("end the lease", e);
        }

        Log.DispatcherStopped(_logger, _lease.Epoch, released, cancelled);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();

        // A host may be disposed without having been stopped.
        _drained.Cancel();
        _drained.Dispose();
    }

    /// <summary>Claims once and hands on what it got.</summary>
    /// <returns>How many messages were claimed, and a task that completes when all of them have ended.</returns>
    internal async Task<(int Claimed, Task Ended)> RunOnceAsync(CancellationToken cancellationToken)
    {
        var room = await _held.ReserveAsync(_options.ClaimSize, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<ClaimedMessage> claimed = [];
        try
        {
            if (room > 0)
            {
                claimed = await ClaimAsync(room, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _held.Unreserve(room - claimed.Count);
        }

        return (claimed.Count, _pipeline.AcceptAsync(claimed));
    }

    /// <summary>How long there is nothing to do.</summary>
    internal TimeSpan IdleTime()
    {
        var now = _clock.GetUtcNow();
        var untilDue = _lanes.NextDueAfter(now) - now;
        var untilOpen = _lanes.DueAt(now).Select(l => _limits.ClosedUntil(l, now)).Min() - now;
        var untilResumed = Max((_rules.NextEnd - now) ?? _options.PollInterval, ShortestSleep);
        var untilLook = Max(_lookUp.Rest ?? _options.PollInterval, ShortestSleep);
        return Min(Min(Min(untilDue ?? _options.PollInterval, untilLook), untilResumed), Min(Max(untilOpen ?? _options.PollInterval, ShortestSleep), _options.PollInterval));
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();

        // Whatever traces the start of the host does not trace what is dispatched later.
        Activity.Current = null;
        _watch.NoteStarted();
        try
        {
            await LoopAsync(stoppingToken).ConfigureAwait(false);
        }
        finally
        {
            _watch.NoteEnded(asTold: stoppingToken.IsCancellationRequested);
        }
    }

    private async Task LoopAsync(CancellationToken stoppingToken)
    {
        _beating = _heartbeat.RunAsync(_drained.Token);
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var claimed = _lease.CanClaim ? (await RunOnceAsync(stoppingToken).ConfigureAwait(false)).Claimed : 0;
                failures = 0;
                if (claimed == 0)
                {
                    await SleepAsync(IdleTime(), stoppingToken).ConfigureAwait(false);
                }
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                _patience.Note("dispatch", e);
                await _patience.PauseAsync(++failures, stoppingToken).ConfigureAwait(false);
            }
        }
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private async Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(int room, CancellationToken cancellationToken)
    {
        await ReleaseStrandedAsync(cancellationToken).ConfigureAwait(false);
        await _lookUp.RefreshAsync(cancellationToken).ConfigureAwait(false);
        var now = _clock.GetUtcNow();
        var quotas = _lanes.Next(room, now, lane => Math.Min(_limits.RoomFor(lane, now), _lanes.IsShared ? _held.RoomOf(lane) : int.MaxValue), _rules.WeightOf, _held.LowRoom);
        if (quotas.Count == 0)
        {
            _watch.NoteLanes(_lanes);
            return [];
        }

        // Until the answer is here the claim may or may not have happened; a stopping host waits for it rather than leave it in doubt.
        _claimInDoubt = true;
        var claimed = await ClaimAsync(quotas, now).ConfigureAwait(false);
        _claimInDoubt = false;
        _patience.NoteSuccess();
        var found = claimed.GroupBy(c => c.Delivery.LaneKey).ToDictionary(g => g.Key, g => (Count: g.Count(), Latest: g.Max(c => c.Delivery.DueAt)));
        _lanes.Report(quotas, found);
        _watch.NoteLanes(_lanes);
        foreach (var (lane, (count, _)) in found)
        {
            _limits.NoteClaimed(lane, count, now);
        }

        return claimed;
    }

    private async Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(IReadOnlyList<LaneQuota> quotas, DateTimeOffset now)
    {
        using var activity = DispatcherWatch.BeginClaim();
        var begun = _time.GetTimestamp();
        try
        {
            var claimed = await _store.ClaimAsync(_lease.Epoch, quotas, now, CancellationToken.None).ConfigureAwait(false);
            _watch.NoteClaim(activity, claimed, now, begun);
            return claimed;
        }
        catch (Exception e) when (MessagingDiagnostics.Failed(activity, e))
        {
            throw;
        }
    }

    private async Task ReleaseStrandedAsync(CancellationToken cancellationToken)
    {
        if (_claimInDoubt || _held.HasStranded)
        {
            // Before they are asked for: what is let go meanwhile is for the next time.
            _held.HasStranded = false;
            try
            {
                await _maintenance.ReleaseAsync(_lease.Epoch, _held.Ids, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                _held.HasStranded = true;
                throw;
            }

            _claimInDoubt = false;
            _lookUp.Forget();
        }
    }

    private async Task SleepAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var awake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(_signal.WaitAsync(awake.Token), Task.Delay(atMost, _time, awake.Token)).ConfigureAwait(false);
        await awake.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
