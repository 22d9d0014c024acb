using Messaging.Storage;

namespace Messaging.Planning;

/// <summary>A request that was checked and planned, ready to be stored.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Blobs">The bytes its attachments refer to, to be stored before or with the rows.</param>
internal sealed record PlannedRequest(NewRequest Rows, IReadOnlyList<Blob> Blobs);
