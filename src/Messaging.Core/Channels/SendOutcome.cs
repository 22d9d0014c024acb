namespace Messaging.Channels;

/// <summary>What an adapter knows after one attempt. Create it with the members below; expected failures are outcomes, not exceptions.</summary>
public sealed record SendOutcome
{
    private const int MaxId = 255;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(24);

    private SendOutcome(SendOutcomeKind kind) => Kind = kind;

    /// <summary>Which of the five it is.</summary>
    public SendOutcomeKind Kind { get; }

    /// <summary>The provider's id of the message, when it gave one.</summary>
    public string? ProviderMessageId { get; private init; }

    /// <summary>Why, for everything but acceptance.</summary>
    public SendFailure? Failure { get; private init; }

    /// <summary>How long the provider asked to wait, when it did.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>The provider took the message. Delivery may still fail later.</summary>
    /// <param name="providerMessageId">The provider's id, or null when the answer held none: it is accepted nonetheless.</param>
    public static SendOutcome Accepted(string? providerMessageId) => new(SendOutcomeKind.Accepted) { ProviderMessageId = StorableText.Clean(providerMessageId, MaxId) };

    /// <summary>The provider refused the message for good; another attempt would be refused too.</summary>
    /// <param name="failure">Why.</param>
    public static SendOutcome Rejected(SendFailure failure) => new(SendOutcomeKind.Rejected) { Failure = failure };

    /// <summary>The message was certainly not taken, and a later attempt may succeed.</summary>
    /// <param name="failure">Why. <see cref="FailureKind.Configuration"/> pauses the connection and uses up no attempt.</param>
    /// <param name="after">The shortest wait the provider asked for.</param>
    public static SendOutcome Retry(SendFailure failure, TimeSpan? after = null) => new(SendOutcomeKind.Retry) { Failure = failure, RetryAfter = after is { } wait ? Bound(wait, TimeSpan.Zero) : null };

    /// <summary>The provider asks for a slower pace. The message was not taken and no attempt is used up.</summary>
    /// <param name="after">The wait it asked for.</param>
    public static SendOutcome Throttled(TimeSpan after) => new(SendOutcomeKind.Throttled) { RetryAfter = Bound(after, ShortestPause), Failure = new SendFailure(FailureKind.Throttled, "throttled") };

    /// <summary>The message may or may not have been taken.</summary>
    /// <param name="failure">What was seen.</param>
    public static SendOutcome Unknown(SendFailure failure) => new(SendOutcomeKind.Unknown) { Failure = failure };

    private static TimeSpan Bound(TimeSpan wait, TimeSpan least) => wait < least ? least : wait > LongestPause ? LongestPause : wait;
}
