namespace Messaging;

/// <summary>How many dead letters match.</summary>
/// <param name="Count">The number, or the bound at which counting stopped.</param>
/// <param name="IsAtLeast">Whether there may be more than <paramref name="Count"/>.</param>
public readonly record struct DeadLetterCount(int Count, bool IsAtLeast);
