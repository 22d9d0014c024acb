using Messaging.Channels;

namespace Messaging.Testing.Conformance;

/// <summary>A limit that the vendor documents: what just fits is sent, what does not is refused without a request.</summary>
/// <param name="Name">What is limited, as part of a case's name: <c>Text1600</c>.</param>
/// <param name="Within">Makes a message that just fits.</param>
/// <param name="Beyond">Makes one that just does not.</param>
/// <param name="Failure">The class of the refusal.</param>
public sealed record VendorLimit(string Name, Func<OutboundMessage, OutboundMessage> Within, Func<OutboundMessage, OutboundMessage> Beyond, FailureKind Failure = FailureKind.TooLarge)
{
    /// <summary>The name only.</summary>
    public override string ToString() => Name;
}
