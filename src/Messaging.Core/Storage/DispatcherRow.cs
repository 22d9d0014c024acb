namespace Messaging.Storage;

/// <summary>One start of one dispatcher. Its deliveries may be taken from it once it has expired.</summary>
public sealed record DispatcherRow
{
    /// <summary>The number of this start, unique for ever.</summary>
    public required long Epoch { get; init; }

    /// <summary>The machine and process, for operators.</summary>
    public string Node { get; init; } = "";

    /// <summary>The last sign of life.</summary>
    public DateTimeOffset HeartbeatAt { get; init; }

    /// <summary>When it counts as gone.</summary>
    public DateTimeOffset ExpiresAt { get; init; }
}
