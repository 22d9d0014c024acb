namespace Messaging.Storage;

/// <summary>A place in the order of dead letters.</summary>
/// <param name="FinishedAt">When the message at this place ended.</param>
/// <param name="Id">Its id.</param>
public readonly record struct DeadLetterPosition(DateTimeOffset FinishedAt, Guid Id);
