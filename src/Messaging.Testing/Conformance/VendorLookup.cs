using Messaging.Testing.Http;

namespace Messaging.Testing.Conformance;

/// <summary>How a vendor answers when it is asked about a message, for an <see cref="Channels.IStatusLookup"/>.</summary>
public sealed class VendorLookup
{
    /// <summary>Answers that the message was taken, under an id.</summary>
    public required Func<ReceivedRequest, string, HttpReply> Taken { get; init; }

    /// <summary>Answers that there is no such message.</summary>
    public required HttpReply Missing { get; init; }

    /// <summary>Whether it can only be asked by its own id, so that there is nothing to ask without one. The default is false.</summary>
    public bool NeedsId { get; init; }
}
