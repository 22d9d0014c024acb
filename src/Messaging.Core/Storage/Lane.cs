namespace Messaging.Storage;

/// <summary>A lane with queued deliveries.</summary>
/// <param name="Key">The lane.</param>
/// <param name="DueAt">The earliest due time in it.</param>
/// <param name="Tenant">The tenant whose lane it is.</param>
/// <param name="Channel">The channel of the lane.</param>
public readonly record struct Lane(long Key, DateTimeOffset DueAt, string Tenant = "", MessageChannel Channel = default);
