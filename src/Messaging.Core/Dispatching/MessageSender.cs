using System.Runtime.CompilerServices;
using Messaging.Channels;
using Messaging.Messages;
using Messaging.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Dispatching;

/// <summary>Calls the provider for a message whose call was announced, and turns what happened into a change to record.</summary>
internal sealed class MessageSender(
    ConnectionHealth health, DeliveryRules rules, StoreClock clock, TimeProvider time, MessagingMetrics metrics,
    IOptions<DispatcherOptions> options, ILogger<MessageSender> logger) : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);
    private static readonly SendOutcome NotCalled = SendOutcome.Retry(new SendFailure(FailureKind.Timeout, "not called"));
    private static readonly SendOutcome NoOutcome = SendOutcome.Unknown(new SendFailure(FailureKind.Unexpected, "no outcome"));

    private readonly TimeSpan _timeout = options.Value.ProviderTimeout;
    private readonly TimeSpan _longestWait = options.Value.HungAfter / 2;
    private readonly int _maxInFlight = options.Value.MaxInFlight;
    // By adapter: that of a tenant is made anew when its account has changed, and the old one is forgotten.
    private readonly ConditionalWeakTable<IBatchChannelAdapter, Coalescer<WaitingCall, SendOutcome>> _batches = [];
    private readonly CancellationTokenSource _abort = new();

    /// <summary>Cancels every running call; each is recorded as unknown.</summary>
    public Task AbortAsync() => _abort.CancelAsync();

    /// <summary>Sends one message. Never throws: whatever happens has an outcome.</summary>
    /// <param name="prepared">The message, announced.</param>
    /// <param name="trust">Cancelled when the lease is lost under which it was announced.</param>
    public async Task<DeliveryChange> SendAsync(PreparedMessage prepared, CancellationToken trust)
    {
        var startedAt = clock.GetUtcNow();
        var timestamp = time.GetTimestamp();
        using var activity = SendActivity.Start(prepared);
        var call = new WaitingCall(prepared.Message, time.GetTimestamp(), trust);
        metrics.NoteCall(prepared);
        var outcome = await health.RunAsync(prepared.Connection, () => CallAsync(prepared, call)).ConfigureAwait(false);
        metrics.CallEnds();
        SendActivity.End(activity, outcome);
        metrics.NoteAttempt(prepared.Connection, outcome, time.GetElapsedTime(timestamp));
        var now = clock.GetUtcNow();
        health.Note(prepared.Connection, outcome, now);
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
        var isElsewhere = prepared.Others.Any(c => health.IsUsable(c, now));
        var change = DeliveryTransition.Complete(prepared.Delivery, outcome, attempt, rules, now, Random.Shared.NextDouble(), isElsewhere);
        return prepared.Note is null || change.Decision is not null ? change : change with { Decision = prepared.Note };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, batch) in _batches)
        {
            await batch.DisposeAsync().ConfigureAwait(false);
        }

        _abort.Dispose();
    }

    private async Task<SendOutcome> CallAsync(PreparedMessage prepared, WaitingCall call)
    {
        var connection = prepared.Connection;
        try
        {
            if (connection.Adapter is IBatchChannelAdapter batching && batching.Capabilities.MaxBatchSize > 1)
            {
                var size = Math.Min(batching.Capabilities.MaxBatchSize, _maxInFlight);
                var batch = _batches.GetValue(batching, _ => new(size, size * 4, calls => SendBatchAsync(batching, calls)));
                return await batch.RunAsync(call).ConfigureAwait(false);
            }

            return IsInTime(call)
                ? await BoundAsync(token => connection.Adapter.SendAsync(call.Message, token), call.Trust).ConfigureAwait(false) ?? NoOutcome
                : NotCalled;
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
        var inTime = calls.Select(IsInTime).ToList();
        var made = calls.Where((_, i) => inTime[i]).ToList();
        IReadOnlyList<SendOutcome?> answers = [];
        if (made.Count > 0)
        {
            answers = await BoundAsync(token => adapter.SendAsync([.. made.Select(c => c.Message)], token), made[0].Trust).ConfigureAwait(false) ?? [];
        }

        var next = 0;
        return [.. inTime.Select(called => called ? AnswerTo(next++) : NotCalled)];

        SendOutcome AnswerTo(int index) => index < answers.Count && answers[index] is { } answer ? answer : NoOutcome;
    }

    // Behind slow batches, or while its announcement was written, a call may wait until the announcement has no worth any more; what was not called was certainly not sent.
    private bool IsInTime(WaitingCall call) => !call.Trust.IsCancellationRequested && !_abort.IsCancellationRequested && time.GetElapsedTime(call.Since) < _longestWait;

    private async Task<T> BoundAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken trust)
    {
        using var timeout = new CancellationTokenSource(_timeout, time);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _abort.Token, trust);
        var running = call(bound.Token);
        try
        {
            return await running.WaitAsync(bound.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (bound.IsCancellationRequested)
        {
            // The adapter knows how far it came: certainly not sent, or perhaps. One that ignores its token must not hold the slot for ever.
            return await running.WaitAsync(Grace, time, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private sealed record WaitingCall(OutboundMessage Message, long Since, CancellationToken Trust);
}
