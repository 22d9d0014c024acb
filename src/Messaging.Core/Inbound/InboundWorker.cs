using Messaging.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Inbound;

/// <summary>Offers stored messages to the host's handler: at once when they come in here, and from time to time what failed, or came in on a process that has ended.</summary>
internal sealed class InboundWorker(IInboundStore store, IServiceScopeFactory scopes, StoreClock clock, TimeProvider time, MessagingMetrics metrics, IOptions<InboundOptions> options,
    ILogger<InboundWorker> logger)
    : BackgroundService
{
    private const int BatchSize = 50;
    private const int MaxError = 100;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _signal = new(0, 1);

    /// <summary>Something is waiting.</summary>
    public void Notify()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // It was told already.
        }
    }

    /// <summary>Offers what is due.</summary>
    /// <returns>How many messages were offered.</returns>
    internal async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var offered = 0;
        foreach (var message in await store.ListAsync(new InboundFilter { DueBefore = clock.GetUtcNow() }, null, BatchSize, cancellationToken).ConfigureAwait(false))
        {
            if (message.Attempts >= options.Value.HandlerAttempts)
            {
                // The process died each time: with the handler, as far as anybody knows.
                await store.UpdateAsync(message, Failed(message, "process ended"), cancellationToken).ConfigureAwait(false);
                continue;
            }

            // Whoever writes first has it. The next offer is due only when this one must have ended.
            var taken = message with { Attempts = (short)(message.Attempts + 1), DueAt = clock.GetUtcNow() + (options.Value.HandlerTimeout * 2) };
            if (await store.UpdateAsync(message, taken, cancellationToken).ConfigureAwait(false))
            {
                offered++;
                await store.UpdateAsync(taken, await OfferAsync(taken, cancellationToken).ConfigureAwait(false), CancellationToken.None).ConfigureAwait(false);
            }
        }

        return offered;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _signal.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await RunOnceAsync(stoppingToken).ConfigureAwait(false) < BatchSize)
                {
                    await WaitAsync(stoppingToken).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Log.InboundSweepFailed(logger, e.GetType().Name);
                await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await Task.WhenAny(_signal.WaitAsync(pause.Token), Task.Delay(Interval, time, pause.Token)).ConfigureAwait(false);
        await pause.CancelAsync().ConfigureAwait(false);
    }

    private async Task<InboundMessage> OfferAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        try
        {
            using var timeout = new CancellationTokenSource(options.Value.HandlerTimeout, time);
            using var bound = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            var scope = scopes.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                await scope.ServiceProvider.GetRequiredService<IInboundHandler>().HandleAsync(message, bound.Token).WaitAsync(bound.Token).ConfigureAwait(false);
            }

            return message with { State = InboundState.Handled, DueAt = null, HandledAt = clock.GetUtcNow(), LastError = "" };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops: it does not count.
            return message with { Attempts = (short)(message.Attempts - 1), DueAt = clock.GetUtcNow() };
        }
        catch (Exception e)
        {
            return Failed(message, e.GetType().Name);
        }
    }

    private InboundMessage Failed(InboundMessage message, string error)
    {
        var failed = message with { LastError = error.Length > MaxError ? error[..MaxError] : error };
        if (message.Attempts >= options.Value.HandlerAttempts)
        {
            Log.InboundGivenUp(logger, message.Id, message.Attempts);
            metrics.InboundGivenUp.Add(1);
            return failed with { State = InboundState.GivenUp, DueAt = null };
        }

        Log.InboundHandlerFailed(logger, message.Id, error, message.Attempts);
        var pause = FirstPause * Math.Pow(2, message.Attempts - 1);
        return failed with { DueAt = clock.GetUtcNow() + (pause < LongestPause ? pause : LongestPause) };
    }
}
