using Messaging.Channels;

namespace Messaging.Messages;

/// <summary>One call to a provider and what was known after it. Append-only; also appended by a dispatcher that had lost its lease, as evidence.</summary>
public sealed record MessageAttempt
{
    /// <summary>The message's id.</summary>
    public required Guid DeliveryId { get; init; }

    /// <summary>The generation it belongs to.</summary>
    public short Generation { get; init; }

    /// <summary>Which attempt of the generation, from 1.</summary>
    public short Attempt { get; init; }

    /// <summary>The connection that was used.</summary>
    public string Connection { get; init; } = "";

    /// <summary>What was known.</summary>
    public SendOutcomeKind Outcome { get; init; }

    /// <summary>The class of the failure, or <see cref="FailureKind.None"/>.</summary>
    public FailureKind FailureKind { get; init; }

    /// <summary>The provider's code of the failure, or an empty string.</summary>
    public string FailureCode { get; init; } = "";

    /// <summary>The provider's words, for operators. May quote an address: not for logs.</summary>
    public string? FailureDetail { get; init; }

    /// <summary>The provider's id, when it gave one.</summary>
    public string? ProviderMessageId { get; init; }

    /// <summary>When the call was announced.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>How long the call took, in milliseconds.</summary>
    public int DurationMs { get; init; }

    /// <summary>Keys and codes only: provider text must not reach a log.</summary>
    public override string ToString() => $"MessageAttempt {{ DeliveryId = {DeliveryId}, Attempt = {Generation}.{Attempt}, Outcome = {Outcome} }}";
}
