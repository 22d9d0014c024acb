namespace Messaging;

/// <summary>What is wrong with one recipient of a bulk send.</summary>
/// <param name="Position">Where it stood, from 0.</param>
/// <param name="Errors">What is wrong, without the address.</param>
public sealed record BulkProblem(long Position, IReadOnlyList<MessageError> Errors);
