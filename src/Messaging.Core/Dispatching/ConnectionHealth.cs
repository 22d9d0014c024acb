using System.Collections.Concurrent;
using Messaging.Channels;
using Messaging.Messages;
using Messaging.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Dispatching;

/// <summary>Which connections of this process are left alone for a while: misconfigured ones, those whose provider asked for a pause, and those whose circuit breaker is open.</summary>
internal sealed class ConnectionHealth(DeliveryRules rules, StoreClock clock, TimeProvider time, MessagingMetrics metrics, IOptions<DispatcherOptions> options, ILogger<ConnectionHealth> logger)
{
    private readonly ConcurrentDictionary<string, ConnectionBlock> _pauses = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConnectionBreaker> _breakers = new(StringComparer.Ordinal);

    /// <summary>Why a connection cannot be used now, or null. After a break, asking claims the one call that is let through.</summary>
    public ConnectionBlock? Find(ChannelConnection connection, DateTimeOffset now) =>
        Pause(connection, now) ?? (_breakers.TryGetValue(connection.Key, out var breaker) && breaker.ClosedUntil(now) is { } until
            ? new ConnectionBlock(connection.Name, until, DecisionCode.DeferCircuitOpen, "")
            : null);

    /// <summary>Whether a connection looks usable, without claiming anything.</summary>
    public bool IsUsable(ChannelConnection connection, DateTimeOffset now) =>
        Pause(connection, now) is null && (!_breakers.TryGetValue(connection.Key, out var breaker) || breaker.IsClosed);

    /// <summary>What to show of a connection.</summary>
    public ConnectionStatus StatusOf(ChannelConnection connection, DateTimeOffset now)
    {
        var status = new ConnectionStatus(connection.Name, connection.Channel, ConnectionState.Working);
        if (Pause(connection, now) is { } pause)
        {
            return status with { State = ConnectionState.Paused, Until = pause.Until, Code = pause.Reason };
        }

        return !_breakers.TryGetValue(connection.Key, out var breaker) || breaker.IsClosed
            ? status
            : status with { State = breaker.IsOpenAt(now) ? ConnectionState.Open : ConnectionState.Probing };
    }

    /// <summary>Whether a connection is left alone because its credentials or set-up were refused.</summary>
    public bool IsMisconfigured(ChannelConnection connection, DateTimeOffset now) => Pause(connection, now) is { } pause && pause.Code == DecisionCode.DeferConnectionPaused;

    /// <summary>The state of a connection's breaker.</summary>
    public ConnectionState BreakerOf(ChannelConnection connection, DateTimeOffset now) =>
        !_breakers.TryGetValue(connection.Key, out var breaker) || breaker.IsClosed ? ConnectionState.Working : breaker.IsOpenAt(now) ? ConnectionState.Open : ConnectionState.Probing;

    /// <summary>How many connections, those of tenants included, were refused for their set-up or have a breaker that is not closed.</summary>
    public int CountTroubled(DateTimeOffset now)
    {
        var paused = _pauses.Where(p => p.Value.Until > now && p.Value.Code == DecisionCode.DeferConnectionPaused).Select(p => p.Key);
        return paused.Union(_breakers.Where(b => !b.Value.IsClosed).Select(b => b.Key), StringComparer.Ordinal).Count();
    }

    /// <summary>Makes a call through the connection's breaker.</summary>
    public Task<SendOutcome> RunAsync(ChannelConnection connection, Func<Task<SendOutcome>> call) =>
        _breakers.GetOrAdd(connection.Key, _ => NewBreaker(connection)).RunAsync(call, clock.GetUtcNow());

    /// <summary>Notes what an outcome says about the connection.</summary>
    public void Note(ChannelConnection connection, SendOutcome outcome, DateTimeOffset now)
    {
        switch (outcome)
        {
            case { Kind: SendOutcomeKind.Accepted }:
                if (!_pauses.IsEmpty)
                {
                    _pauses.TryRemove(connection.Key, out _);
                }

                break;
            case { Kind: SendOutcomeKind.Retry, Failure.Kind: FailureKind.Configuration }:
                var until = now + (outcome.RetryAfter > rules.ConfigurationPause ? outcome.RetryAfter.Value : rules.ConfigurationPause);
                if (Add(connection, new ConnectionBlock(connection.Name, until, DecisionCode.DeferConnectionPaused, outcome.Failure.Code), now))
                {
                    Log.ConnectionPaused(logger, connection.Name, outcome.Failure.Code, until);
                }

                break;
            case { Kind: SendOutcomeKind.Throttled, RetryAfter: { } wait }:
                Add(connection, new ConnectionBlock(connection.Name, now + wait, DecisionCode.DeferThrottled, ""), now);
                break;
        }
    }

    private ConnectionBreaker NewBreaker(ChannelConnection connection) => new(options.Value.CircuitBreak, time, clock.GetUtcNow, (isOpen, until) =>
    {
        if (isOpen)
        {
            metrics.BreakerOpenings.Add(1, new(MessagingTags.Channel, connection.Channel.Value), new(MessagingTags.Connection, connection.Label));
            Log.CircuitOpened(logger, connection.Name, connection.Channel.Value, until);
        }
        else
        {
            Log.CircuitClosed(logger, connection.Name, connection.Channel.Value);
        }
    });

    private ConnectionBlock? Pause(ChannelConnection connection, DateTimeOffset now) =>
        _pauses.TryGetValue(connection.Key, out var pause) && pause.Until > now ? pause : null;

    // A longer pause that is under way stays.
    private bool Add(ChannelConnection connection, ConnectionBlock block, DateTimeOffset now)
    {
        var isNews = Pause(connection, now) is null;
        _pauses.AddOrUpdate(connection.Key, block, (_, known) => known.Until > block.Until ? known : block);
        return isNews;
    }
}
