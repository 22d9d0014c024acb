using Messaging.Channels;
using Messaging.Testing.Http;

namespace Messaging.Testing.Conformance;

/// <summary>An answer that the vendor documents, and what it promises.</summary>
/// <param name="Name">What it is, as part of a case's name: <c>UnknownNumber21211</c>.</param>
/// <param name="Reply">The answer.</param>
/// <param name="Outcome">What is certain after it.</param>
/// <param name="Failure">The class of failure; <see cref="FailureKind.None"/> for an acceptance.</param>
public sealed record VendorAnswer(string Name, HttpReply Reply, SendOutcomeKind Outcome, FailureKind Failure = FailureKind.None)
{
    /// <summary>The wait that the outcome must name, by the clock of <see cref="AdapterEnvironment.Time"/>, or null for any.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The code that the failure must have, or null for any.</summary>
    public string? Code { get; init; }

    /// <summary>The name only.</summary>
    public override string ToString() => Name;
}
