namespace Messaging.Channels;

/// <summary>The attempt a provider is asked about.</summary>
/// <param name="Reference">The attempt, as it was handed over.</param>
/// <param name="IdempotencyKey">The key it was handed over with.</param>
/// <param name="ProviderMessageId">The provider's id, when it is known.</param>
/// <param name="StartedAt">When the call was announced.</param>
public sealed record StatusQuery(MessageReference Reference, string IdempotencyKey, string? ProviderMessageId, DateTimeOffset StartedAt);
