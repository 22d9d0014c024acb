using System.Collections.Concurrent;
using Messaging.Channels;
using Messaging.Messages;
using Messaging.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Dispatching;

/// <summary>Calls the provider for a message whose call was announced, and turns what happened into a change to record.</summary>
internal sealed class MessageSender(
    DispatcherLease lease, ConnectionPauses pauses, DeliveryRules rules, StoreClock clock, TimeProvider time,
    IOptions<DispatcherOptions> options, ILogger<MessageSender> logger) : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _timeout = options.Value.ProviderTimeout;
    private readonly TimeSpan _longestWait = options.Value.HungAfter / 2;
    private readonly int _maxInFlight = options.Value.MaxInFlight;
    private readonly ConcurrentDictionary<string, Coalescer<WaitingCall, SendOutcome>> _batches = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _abort = new();

    /// <summary>Cancels every running call; each is recorded as unknown.</summary>
    public Task AbortAsync() => _abort.CancelAsync();

    /// <summary>Sends one message. Never throws: whatever happens has an outcome.</summary>
    public async Task<DeliveryChange> SendAsync(PreparedMessage prepared)
    {
        var startedAt = clock.GetUtcNow();
        var timestamp = time.GetTimestamp();
        using var activity = SendActivity.Start(prepared);
        var outcome = await CallAsync(prepared).ConfigureAwait(false);
        SendActivity.End(activity, outcome);
        var now = clock.GetUtcNow();
        NotePause(prepared.Connection.Name, outcome, now);
        if (outcome.Failure is { } failure)
        {
            Log.AttemptFailed(logger, prepared.Delivery.Id, prepared.Connection.Name, outcome.Kind.ToString(), failure.Kind.ToString(), failure.Code);
        }

        var attempt = new MessageAttempt
        {
            DeliveryId = prepared.Delivery.Id,
            Generation = prepared.Delivery.Generation,
            Attempt = prepared.Delivery.Attempt,
            Connection = prepared.Connection.Name,
            Outcome = outcome.Kind,
            FailureKind = outcome.Failure?.Kind ?? FailureKind.None,
            FailureCode = outcome.Failure?.Code ?? "",
            FailureDetail = outcome.Failure?.Detail,
            ProviderMessageId = outcome.ProviderMessageId,
            StartedAt = startedAt,
            DurationMs = (int)Math.Min(time.GetElapsedTime(timestamp).TotalMilliseconds, int.MaxValue),
        };
        var change = DeliveryTransition.Complete(prepared.Delivery, outcome, attempt, rules, now, Random.Shared.NextDouble());
        return prepared.Note is null || change.Decision is not null ? change : change with { Decision = prepared.Note };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var batch in _batches.Values)
        {
            await batch.DisposeAsync().ConfigureAwait(false);
        }

        _abort.Dispose();
    }

    private async Task<SendOutcome> CallAsync(PreparedMessage prepared)
    {
        var connection = prepared.Connection;
        try
        {
            if (connection.Adapter is IBatchChannelAdapter batching && batching.Capabilities.MaxBatchSize > 1)
            {
                var size = Math.Min(batching.Capabilities.MaxBatchSize, _maxInFlight);
                var batch = _batches.GetOrAdd(connection.Name + '/' + connection.Channel, _ => new(size, size * 4, calls => SendBatchAsync(batching, calls)));
                return await batch.RunAsync(new WaitingCall(prepared.Message, time.GetTimestamp(), lease.Trust)).ConfigureAwait(false);
            }

            return await BoundAsync(token => connection.Adapter.SendAsync(prepared.Message, token)).ConfigureAwait(false)
                ?? SendOutcome.Unknown(new SendFailure(FailureKind.Unexpected, "no outcome"));
        }
        catch (Exception e) when (e is OperationCanceledException or TimeoutException)
        {
            return SendOutcome.Unknown(new SendFailure(FailureKind.Timeout, _abort.IsCancellationRequested ? "stopped" : "timeout"));
        }
        catch (Exception e)
        {
            Log.AdapterFailed(logger, connection.Name, e.GetType().Name, prepared.Delivery.Id);
            return SendOutcome.Unknown(new SendFailure(FailureKind.Unexpected, e.GetType().Name));
        }
    }

    private async Task<IReadOnlyList<SendOutcome>> SendBatchAsync(IBatchChannelAdapter adapter, IReadOnlyList<WaitingCall> calls)
    {
        // Behind slow batches a call may wait until its announcement has no worth any more; what was not called was certainly not sent.
        var inTime = calls.Select(c => !c.Trust.IsCancellationRequested && !_abort.IsCancellationRequested && time.GetElapsedTime(c.Since) < _longestWait).ToList();
        var messages = calls.Where((_, i) => inTime[i]).Select(c => c.Message).ToList();
        IReadOnlyList<SendOutcome?> answers = [];
        if (messages.Count > 0)
        {
            answers = await BoundAsync(token => adapter.SendAsync(messages, token)).ConfigureAwait(false) ?? [];
        }

        var next = 0;
        return [.. inTime.Select(called => called ? AnswerTo(next++) : SendOutcome.Retry(new SendFailure(FailureKind.Timeout, "not called")))];

        SendOutcome AnswerTo(int index) => index < answers.Count && answers[index] is { } answer ? answer : SendOutcome.Unknown(new SendFailure(FailureKind.Unexpected, "no outcome"));
    }

    private async Task<T> BoundAsync<T>(Func<CancellationToken, Task<T>> call)
    {
        using var timeout = new CancellationTokenSource(_timeout, time);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _abort.Token, lease.Trust);
        var running = call(bound.Token);
        try
        {
            return await running.WaitAsync(bound.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (bound.IsCancellationRequested)
        {
            // The adapter knows how far it came: certainly not sent, or perhaps. One that ignores its token must not hold the slot for ever.
            return await running.WaitAsync(Grace, time).ConfigureAwait(false);
        }
    }

    private void NotePause(string connection, SendOutcome outcome, DateTimeOffset now)
    {
        if (outcome.Kind == SendOutcomeKind.Accepted)
        {
            pauses.Resume(connection);
        }
        else if (outcome is { Kind: SendOutcomeKind.Retry, Failure.Kind: FailureKind.Configuration } && pauses.Pause(connection, now + rules.ConfigurationPause, now))
        {
            Log.ConnectionPaused(logger, connection, outcome.Failure.Code, now + rules.ConfigurationPause);
        }
    }

    private sealed record WaitingCall(OutboundMessage Message, long Since, CancellationToken Trust);
}
