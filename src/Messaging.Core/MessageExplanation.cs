namespace Messaging;

/// <summary>What a request would become if it were sent now: got by <see cref="IMessagingClient.ExplainAsync"/>, which stores and sends nothing.</summary>
public sealed record MessageExplanation
{
    /// <summary>The decision tree: for every recipient and channel the verdict, and every rule that was asked with the values it looked at.</summary>
    public required IReadOnlyList<ExplainedRecipient> Recipients { get; init; }

    /// <summary>The messages, by recipient in the order of the request. A recipient that cannot be reached at all has one that is not sent.</summary>
    public required IReadOnlyList<ExplainedMessage> Messages { get; init; }

    /// <summary>The channels of the request that would be left out for a recipient.</summary>
    public required IReadOnlyList<LeftOutChannel> LeftOut { get; init; }
}
