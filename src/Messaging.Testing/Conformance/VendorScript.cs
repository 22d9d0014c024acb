using Messaging.Channels;
using Messaging.Testing.Http;

namespace Messaging.Testing.Conformance;

/// <summary>How a vendor behaves, as far as the conformance cases need it.</summary>
public sealed class VendorScript
{
    /// <summary>Answers a request whose messages are all taken: an id for each message in it.</summary>
    public required Func<ReceivedRequest, IReadOnlyList<string>, HttpReply> Accept { get; init; }

    /// <summary>Reads a request as the vendor would: its messages in order, decoded.</summary>
    public required Func<ReceivedRequest, IReadOnlyList<VendorMessage>> Read { get; init; }

    /// <summary>The vendor's documented answers, at least one of each class of failure: invalid recipient, refused, configuration and throttled.</summary>
    public required IReadOnlyList<VendorAnswer> Answers { get; init; }

    /// <summary>The classes of failure that the vendor cannot tell. The default is none.</summary>
    public IReadOnlyList<FailureKind> Lacks { get; init; } = [];

    /// <summary>Makes the id of a message by number. The default is <c>id-00001</c>.</summary>
    public Func<int, string> NewId { get; init; } = static number => $"id-{number:D5}";

    /// <summary>Makes an error in the vendor's form from a status and a code. Null, the default, when it has no codes.</summary>
    public Func<int, string, HttpReply>? Error { get; init; }

    /// <summary>
    /// Answers a request that is no attempt at a message, such as one for an access token, and returns null for any other. The default is that there are none. They are not counted; the vendor
    /// is called once before each case, so that tokens are there.
    /// </summary>
    public Func<ReceivedRequest, HttpReply?> Aside { get; init; } = static _ => null;

    /// <summary>What statuses without a known code mean where the vendor documents something else than the HTTP class says, such as a 503 before anything was taken. The default is none.</summary>
    public IReadOnlyDictionary<int, SendOutcomeKind> Documented { get; init; } = new Dictionary<int, SendOutcomeKind>();

    /// <summary>The limits to probe. The default is none.</summary>
    public IReadOnlyList<VendorLimit> Limits { get; init; } = [];

    /// <summary>Finds the idempotency key in a request, for a vendor that honours such keys. The default is null: it does not.</summary>
    public Func<ReceivedRequest, string?>? IdempotencyKey { get; init; }

    /// <summary>How it takes batches. The default is null: it does not.</summary>
    public VendorBatch? Batch { get; init; }

    /// <summary>How it answers when it is asked about a message. The default is null: it cannot be asked.</summary>
    public VendorLookup? Lookup { get; init; }
}
