using Messaging.Dispatching;
using Microsoft.Extensions.Logging;

namespace Messaging.PostgreSql.WakeUps;

/// <summary>Tells other processes of commits: of the first at once, of those within the next 100 ms together.</summary>
/// <param name="notify">Sends one notification.</param>
/// <param name="node">This process.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed class WakeUpSender(Func<WakeUpPayload, CancellationToken, Task> notify, string node, TimeProvider time, ILogger<WakeUpSender> logger) : IWakeUpHint, IAsyncDisposable, IDisposable
{
    /// <summary>The least time between two notifications.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly HashSet<long> _lanes = [];
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _abandoned = new();
    private Task _running = Task.CompletedTask;
    private bool _any;
    private bool _isRunning;
    private bool _failing;

    public void Send(IReadOnlyCollection<long>? lanes)
    {
        lock (_gate)
        {
            _any |= lanes is null;
            _lanes.UnionWith(lanes ?? []);
            if (_isRunning || _closing.IsCancellationRequested)
            {
                return;
            }

            _isRunning = true;
            _running = StartApart();
        }
    }

    public async ValueTask DisposeAsync()
    {
        // A process that sends and ends at once still tells of it.
        await _closing.CancelAsync().ConfigureAwait(false);
        await Task.WhenAny(_running, Task.Delay(Farewell, TimeProvider.System)).ConfigureAwait(false);
        Dispose();
    }

    public void Dispose()
    {
        _closing.Cancel();
        _abandoned.Cancel();
    }

    // Nothing of the caller may flow: a connection that is opened in an ambient transaction joins it.
    private Task StartApart()
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return Task.Run(RunAsync);
        }

        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(RunAsync);
        }
    }

    private async Task RunAsync()
    {
        while (Take() is { } payload)
        {
            try
            {
                await notify(payload, _abandoned.Token).ConfigureAwait(false);
                _failing = false;
            }
            catch (Exception e)
            {
                if (!_failing && !_abandoned.IsCancellationRequested)
                {
                    _failing = true;
                    Log.WakeUpNotSent(logger, e.GetType().Name);
                }
            }

            await Task.Delay(Interval, time, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private WakeUpPayload? Take()
    {
        lock (_gate)
        {
            _isRunning = _any || _lanes.Count > 0;
            var payload = _isRunning ? new WakeUpPayload(node, false, _any ? null : [.. _lanes]) : null;
            _any = false;
            _lanes.Clear();
            return payload;
        }
    }
}
