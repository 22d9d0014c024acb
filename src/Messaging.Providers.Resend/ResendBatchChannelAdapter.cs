using Messaging.Channels;

namespace Messaging.Providers.Resend;

/// <summary>Hands email to Resend, several messages in one request where that is possible: for <see cref="ResendOptions.Batch"/>.</summary>
/// <remarks>
/// Resend knows a request again by its key and its bytes. Messages of which the outcome is unknown are repeated one by one, and so never as the request in which they were: this adapter promises
/// nothing about repeats. A message is in exactly one request of a call.
/// </remarks>
internal sealed class ResendBatchChannelAdapter(ResendComposer composer, ResendApi api) : IBatchChannelAdapter, IStatusLookup, IConnectionTest, IDisposable
{
    private const int MaxBatch = 100;
    private const int MaxParallel = 16;
    private static readonly SendOutcome NotCalled = SendOutcome.Retry(new SendFailure(FailureKind.Timeout, "not called"));

    private readonly SemaphoreSlim _places = new(MaxParallel);

    /// <inheritdoc/>
    public ChannelCapabilities Capabilities { get; } = new() { Attachments = true, Copies = true, MaxBatchSize = MaxBatch };

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return (await SendAsync([message], cancellationToken).ConfigureAwait(false))[0];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SendOutcome>> SendAsync(IReadOnlyList<OutboundMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var emails = new ResendEmail?[messages.Count];
        var outcomes = new SendOutcome[messages.Count];
        List<int> together = [], alone = [];
        for (var i = 0; i < messages.Count; i++)
        {
            if (!composer.TryCompose(messages[i], out emails[i], out var refusal))
            {
                outcomes[i] = SendOutcome.Rejected(refusal);
                continue;
            }

            // Batches take no files. A repeated attempt goes alone, so that a request refused as a whole costs a message at most one of its attempts.
            (messages[i].Attempt == 1 && emails[i]!.Attachments is null ? together : alone).Add(i);
        }

        await Task.WhenAll(together.Chunk(MaxBatch).Concat(alone.Select(static i => new[] { i })).Select(SendGroupAsync)).ConfigureAwait(false);
        return outcomes;

        async Task SendGroupAsync(int[] places)
        {
            var answers = await SendGroupInTurnAsync([.. places.Select(p => emails[p]!)], messages[places[0]].IdempotencyKey, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < places.Length; i++)
            {
                outcomes[places[i]] = answers[i];
            }
        }
    }

    /// <inheritdoc/>
    public Task<SendFailure?> TestAsync(CancellationToken cancellationToken) => api.TestAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<StatusAnswer> FindAsync(StatusQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return api.FindAsync(query.ProviderMessageId, cancellationToken);
    }

    /// <summary>Lets go of what keeps requests from being too many at once.</summary>
    public void Dispose() => _places.Dispose();

    private async Task<IReadOnlyList<SendOutcome>> SendGroupInTurnAsync(IReadOnlyList<ResendEmail> emails, string key, CancellationToken cancellationToken)
    {
        try
        {
            await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return [.. Enumerable.Repeat(NotCalled, emails.Count)];
        }

        try
        {
            return emails.Count == 1 ? [await api.SendAsync(emails[0], key, cancellationToken).ConfigureAwait(false)] : await api.SendAsync(emails, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }
}
