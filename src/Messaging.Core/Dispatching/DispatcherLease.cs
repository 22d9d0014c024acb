using System.Security.Cryptography;
using Messaging.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Dispatching;

/// <summary>This process's right to hold deliveries: a number per start, renewed by heartbeats, trusted only until a deadline on the monotonic clock.</summary>
/// <remarks>
/// The deadline counts from before a heartbeat was sent, never from its answer, so a slow answer cannot stretch it. When it passes, or the store says the lease is gone, every call in
/// flight is cancelled and a new number is taken: the old one's deliveries belong to whoever rescues them.
/// </remarks>
internal sealed class DispatcherLease : IDisposable
{
    private readonly IDeliveryStore _store;
    private readonly StoreClock _clock;
    private readonly TimeProvider _time;
    private readonly ILogger<DispatcherLease> _logger;
    private readonly TimeSpan _duration;
    private readonly TimeSpan _margin;
    private readonly TimeSpan _startReserve;
    private readonly string _node;
    private volatile CancellationTokenSource _trust;
    private long _deadline;
    private long _beatenAt;
    private bool _registered;

    public DispatcherLease(
        IDeliveryStore store, StoreClock clock, TimeProvider time, IOptions<DispatcherOptions> options, ILogger<DispatcherLease> logger)
    {
        (_store, _clock, _time, _logger) = (store, clock, time, logger);
        _duration = options.Value.LeaseDuration;
        _margin = options.Value.SafetyMargin;
        _startReserve = options.Value.ProviderTimeout + DispatcherOptionsRules.StartReserve;
        _node = $"{Environment.MachineName}:{Environment.ProcessId}";
        _trust = NewTrust();
        Epoch = NewEpoch();
    }

    /// <summary>The number of this start.</summary>
    public long Epoch { get; private set; }

    /// <summary>The installation's key, known after the first heartbeat.</summary>
    public string InstallationKey { get; private set; } = "";

    /// <summary>Cancelled when the lease is lost. Each new lease has a token of its own.</summary>
    public CancellationToken Trust => _trust.Token;

    /// <summary>Whether this process has a lease and trusts it.</summary>
    public bool IsHeld => Volatile.Read(ref _registered) && !_trust.IsCancellationRequested;

    /// <summary>How long ago the store last confirmed the lease, or null before the first time.</summary>
    public TimeSpan? HeartbeatAge => Interlocked.Read(ref _beatenAt) is var at && at != 0 ? _time.GetElapsedTime(at) : null;

    /// <summary>Whether enough of the lease is left to begin a call and see it end.</summary>
    public bool CanStart => Volatile.Read(ref _registered) && !_trust.IsCancellationRequested && Remaining >= _startReserve;

    /// <summary>Whether claiming makes sense: calls could begin, and the clock agrees with the database's.</summary>
    public bool CanClaim => CanStart && _clock.IsSteady;

    private TimeSpan Remaining => _time.GetElapsedTime(_time.GetTimestamp(), Interlocked.Read(ref _deadline));

    /// <summary>Registers or renews the lease once. Throws when the store cannot be reached; the deadline then stays as it was.</summary>
    public async Task BeatAsync(CancellationToken cancellationToken)
    {
        if (_trust.IsCancellationRequested)
        {
            Lose();
        }

        var sent = _time.GetTimestamp();
        var answer = await _store.HeartbeatAsync(Epoch, _node, _duration, isNew: !_registered, cancellationToken).ConfigureAwait(false);
        var trusted = _duration - _margin - _time.GetElapsedTime(sent);
        if (!answer.Alive || trusted <= TimeSpan.Zero || _trust.IsCancellationRequested)
        {
            Lose();
            return;
        }

        InstallationKey = answer.InstallationKey;
        Interlocked.Exchange(ref _deadline, sent + (long)((_duration - _margin).TotalSeconds * _time.TimestampFrequency));
        Interlocked.Exchange(ref _beatenAt, sent);
        _trust.CancelAfter(trusted);
        Volatile.Write(ref _registered, true);
    }

    /// <summary>Ends the lease, so that other nodes take over at once instead of waiting for it to run out.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_registered)
        {
            _registered = false;
            await _store.HeartbeatAsync(Epoch, _node, TimeSpan.Zero, isNew: false, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _trust.Dispose();

    private static long NewEpoch() => BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) & long.MaxValue;

    // Armed by the first heartbeat: the clock that the source is made with is the one CancelAfter uses.
    private CancellationTokenSource NewTrust() => new(Timeout.InfiniteTimeSpan, _time);

    private void Lose()
    {
        Log.LeaseLost(_logger, Epoch);
        Volatile.Write(ref _registered, false);
        Epoch = NewEpoch();
        var lost = Interlocked.Exchange(ref _trust!, NewTrust());
        lost.Cancel();
    }
}
