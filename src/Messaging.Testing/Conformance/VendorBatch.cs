using Messaging.Channels;
using Messaging.Testing.Http;

namespace Messaging.Testing.Conformance;

/// <summary>How a vendor takes several messages in one call, for an <see cref="IBatchChannelAdapter"/>.</summary>
public sealed class VendorBatch
{
    /// <summary>
    /// Answers a request of which some messages are taken and others refused: an id for each that is taken and null for each that is not. Null, the default, when the vendor takes all or none.
    /// </summary>
    public Func<ReceivedRequest, IReadOnlyList<string?>, HttpReply>? AcceptSome { get; init; }

    /// <summary>The ids that the adapter returns when the vendor gave these. The default is the same; a vendor with one id per request repeats the first.</summary>
    public Func<IReadOnlyList<string>, IReadOnlyList<string?>> Returned { get; init; } = static ids => ids;

    /// <summary>Makes the messages of a batch by number, when they must have something in common. The default is <see cref="AdapterUnderTest.Sample"/>.</summary>
    public Func<int, OutboundMessage>? Sample { get; init; }
}
