namespace Messaging.Storage;

/// <summary>A lane with queued deliveries.</summary>
/// <param name="Key">The lane.</param>
/// <param name="DueAt">The earliest due time in it.</param>
public readonly record struct Lane(long Key, DateTimeOffset DueAt);
