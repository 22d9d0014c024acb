using Messaging.Channels;

namespace Messaging.Providers.Resend;

/// <summary>Hands email to Resend, each message by itself under its idempotency key, so that it is accepted at most once.</summary>
internal sealed class ResendChannelAdapter(ResendComposer composer, ResendApi api) : IChannelAdapter, IStatusLookup, IConnectionTest
{
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromHours(24);

    /// <inheritdoc/>
    public ChannelCapabilities Capabilities { get; } = new() { Attachments = true, Copies = true, IdempotencyWindow = KeyLifetime };

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return composer.TryCompose(message, out var email, out var refusal)
            ? await api.SendAsync(email, message.IdempotencyKey, cancellationToken).ConfigureAwait(false)
            : SendOutcome.Rejected(refusal);
    }

    /// <inheritdoc/>
    public Task<SendFailure?> TestAsync(CancellationToken cancellationToken) => api.TestAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<StatusAnswer> FindAsync(StatusQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return api.FindAsync(query.ProviderMessageId, cancellationToken);
    }
}
