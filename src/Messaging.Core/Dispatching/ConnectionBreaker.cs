using Messaging.Channels;
using Polly;
using Polly.CircuitBreaker;

namespace Messaging.Dispatching;

/// <summary>The circuit breaker of one connection: opens when half of the calls of the last half minute failed, and closes when one call that is let through afterwards does not.</summary>
internal sealed class ConnectionBreaker
{
    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ProbePatience = TimeSpan.FromSeconds(5);

    private readonly CircuitBreakerStateProvider _state = new();
    private readonly ResiliencePipeline<SendOutcome> _pipeline;
    private readonly Lock _gate = new();
    private DateTimeOffset _openUntil;
    private DateTimeOffset _probedAt = DateTimeOffset.MinValue;

    /// <param name="breakFor">How long it stays open.</param>
    /// <param name="time">The clock.</param>
    /// <param name="now">The time as the dispatcher reckons it.</param>
    /// <param name="changed">Told whenever it opens or closes: whether it is open, and until when.</param>
    public ConnectionBreaker(TimeSpan breakFor, TimeProvider time, Func<DateTimeOffset> now, Action<bool, DateTimeOffset> changed)
    {
        _pipeline = new ResiliencePipelineBuilder<SendOutcome> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<SendOutcome>
            {
                FailureRatio = 0.5,
                MinimumThroughput = 20,
                SamplingDuration = Sampling,
                BreakDuration = breakFor,
                StateProvider = _state,
                ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Result is { } outcome && IsFailure(outcome)),
                OnOpened = arguments =>
                {
                    _openUntil = now() + arguments.BreakDuration;
                    changed(true, _openUntil);
                    return default;
                },
                OnClosed = _ =>
                {
                    changed(false, default);
                    return default;
                },
            })
            .Build();
    }

    /// <summary>Whether calls go through freely.</summary>
    public bool IsClosed => _state.CircuitState == CircuitState.Closed;

    /// <summary>Whether it is open, and not just waiting for the outcome of a call that was let through.</summary>
    public bool IsOpenAt(DateTimeOffset now) => _state.CircuitState == CircuitState.Open && now < _openUntil;

    /// <summary>Until when no call should be prepared, or null. After the break one call at a time is let through.</summary>
    public DateTimeOffset? ClosedUntil(DateTimeOffset now)
    {
        if (IsClosed)
        {
            return null;
        }

        lock (_gate)
        {
            if (now < _openUntil)
            {
                return _openUntil;
            }

            if (now - _probedAt < ProbePatience)
            {
                return _probedAt + ProbePatience;
            }

            _probedAt = now;
            return null;
        }
    }

    /// <summary>Makes a call unless the breaker is open.</summary>
    /// <param name="call">The call; it does not throw.</param>
    /// <param name="now">The time.</param>
    /// <returns>Its outcome, or that it was not made.</returns>
    public async Task<SendOutcome> RunAsync(Func<Task<SendOutcome>> call, DateTimeOffset now)
    {
        try
        {
            return await _pipeline.ExecuteAsync(async _ => await call().ConfigureAwait(false), CancellationToken.None).ConfigureAwait(false);
        }
        catch (BrokenCircuitException)
        {
            return SendOutcome.Throttled(_openUntil > now ? _openUntil - now : ProbePatience);
        }
    }

    // A refusal of the message, a wrong set-up and a request for a slower pace say nothing about whether the provider is there.
    private static bool IsFailure(SendOutcome outcome) => outcome.Kind switch
    {
        SendOutcomeKind.Unknown => true,
        SendOutcomeKind.Retry => outcome.Failure?.Kind is FailureKind.Network or FailureKind.Timeout or FailureKind.Temporary or FailureKind.Unexpected,
        _ => false,
    };
}
