using Messaging.Messages;

namespace Messaging.Storage;

/// <summary>What became of a request that was to be stored.</summary>
/// <param name="RequestId">The request that holds the key: the new one, or the first.</param>
/// <param name="Result">Whether it was stored now.</param>
/// <param name="Messages">For a duplicate, the messages of the first request; otherwise empty, since the caller has them.</param>
public sealed record StoredRequest(Guid RequestId, AddResult Result, IReadOnlyList<Message> Messages);
