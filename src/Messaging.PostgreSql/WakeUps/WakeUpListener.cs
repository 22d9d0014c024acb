using Messaging.Dispatching;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Messaging.PostgreSql.WakeUps;

/// <summary>Hears of the commits of other processes and wakes this one's dispatcher, on a connection of its own. Without it the dispatcher polls, as it does anyway.</summary>
internal sealed class WakeUpListener(
    WakeUpChannel channel, DispatchSignal signal, TimeProvider time, IOptions<MessagingOptions> messaging, IOptions<DispatcherOptions> options, ILogger<WakeUpListener> logger) : BackgroundService
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan EchoTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private bool _echoed;
    private bool _lostNoted;

    /// <summary>Connects and listens until the connection is lost.</summary>
    /// <returns>False when there is no channel to listen to yet.</returns>
    internal async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        var connection = channel.NewConnection();
        await using (connection.ConfigureAwait(false))
        {
            connection.Notification += (_, e) => Hear(e.Payload);
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            if (!await channel.ListenAsync(connection, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            await ProveAsync(connection, cancellationToken).ConfigureAwait(false);
            (signal.WakeUp, _lostNoted) = (WakeUpState.Listening, false);
            Log.WakeUpsHeard(logger);

            // Nobody told us what was committed before.
            signal.Notify();
            while (true)
            {
                if (!await connection.WaitAsync(KeepAlive, cancellationToken).ConfigureAwait(false))
                {
                    await WakeUpChannel.PingAsync(connection, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (messaging.Value.SendOnly || !options.Value.WakeUpHints)
        {
            return;
        }

        await Task.Yield();
        signal.WakeUp = WakeUpState.PollingOnly;
        var pause = FirstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunOnceAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                NoteLost(e);
            }

            pause = _echoed ? FirstPause : Min(pause * 2, LongestPause);
            (_echoed, signal.WakeUp) = (false, WakeUpState.PollingOnly);
            await Task.Delay(pause * (0.8 + (0.4 * Random.Shared.NextDouble())), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        signal.WakeUp = WakeUpState.Local;
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    // Behind a pooler that hands a session to whoever comes next, LISTEN succeeds and nothing is ever heard. So a notification is sent by another connection, and must arrive here.
    private async Task ProveAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await channel.NotifyAsync(new WakeUpPayload(channel.Node, true, []), cancellationToken).ConfigureAwait(false);
        var begun = TimeProvider.System.GetTimestamp();
        while (!_echoed)
        {
            var left = EchoTimeout - TimeProvider.System.GetElapsedTime(begun);
            if (left <= TimeSpan.Zero || !await connection.WaitAsync(left, cancellationToken).ConfigureAwait(false))
            {
                throw new TimeoutException();
            }
        }
    }

    private void Hear(string text)
    {
        var payload = WakeUpPayload.Parse(text);
        if (payload.Node == channel.Node)
        {
            _echoed |= payload.IsEcho;
        }
        else if (payload.Lanes is null)
        {
            signal.Notify();
        }
        else if (payload.Lanes.Count > 0)
        {
            signal.Wake(payload.Lanes, DateTimeOffset.MinValue);
        }
    }

    private void NoteLost(Exception failure)
    {
        if (!_lostNoted)
        {
            _lostNoted = true;
            Log.WakeUpsLost(logger, failure switch
            {
                TimeoutException => "no notification comes through, as behind a pooler in transaction mode",
                PostgresException refused => $"the server reported {refused.SqlState}",
                _ => failure.GetType().Name,
            });
        }
    }
}
