namespace Messaging;

/// <summary>What a request became.</summary>
public sealed record SendReceipt
{
    /// <summary>The id that all messages of the request share.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>Whether the idempotency key was used for the same request before, so that this is the first receipt again and nothing was stored.</summary>
    public bool IsDuplicate { get; init; }

    /// <summary>Whether the messages are part of a transaction that has not committed yet. If it never commits, they never existed; whether the request is a duplicate is known only then.</summary>
    public bool IsProvisional { get; init; }

    /// <summary>The messages, by recipient in the order of the request. A recipient that cannot be reached at all has one suppressed message.</summary>
    public required IReadOnlyList<MessageReceipt> Messages { get; init; }

    /// <summary>The channels of the request that were left out for a recipient, by recipient in the order of the request.</summary>
    public IReadOnlyList<LeftOutChannel> LeftOut { get; init; } = [];
}
