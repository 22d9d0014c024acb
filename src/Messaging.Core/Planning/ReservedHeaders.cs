namespace Messaging.Planning;

/// <summary>Email headers that a feature writes, so that requests may not.</summary>
/// <param name="Call">The call that added the feature.</param>
/// <param name="Names">The headers.</param>
internal sealed record ReservedHeaders(string Call, IReadOnlyList<string> Names)
{
    /// <summary>Finds headers of a request that are not its own to set.</summary>
    public IEnumerable<MessageError> Check(MessageRequest request) => request.Headers.Keys
        .Where(h => Names.Contains(h, StringComparer.OrdinalIgnoreCase))
        .Select(h => new MessageError($"{nameof(request.Headers)}[{h}]", $"This header is written by what {Call} added, with a link of its own for each recipient. Leave it out."));
}
