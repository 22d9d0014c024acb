using Messaging.Channels;
using Messaging.Messages;

namespace Messaging.Storage;

/// <summary>Filters for messages that failed or whose outcome is unknown, and that are finished: those that can be sent again. All that are set must hold.</summary>
public sealed record DeadLetterQuery
{
    /// <summary>The most messages on a page: 200.</summary>
    public const int MaxPageSize = 200;

    /// <summary>The tenant. The default, <c>""</c>, is the single tenant: another tenant's messages are never listed, or sent again, by omission.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>The channel.</summary>
    public MessageChannel? Channel { get; init; }

    /// <summary>How it ended: rejected, exhausted, poison or unknown.</summary>
    public DeliveryOutcome? Outcome { get; init; }

    /// <summary>The class of the last attempt's failure.</summary>
    public FailureKind? FailureKind { get; init; }

    /// <summary>The provider's code of the last attempt's failure.</summary>
    public string? FailureCode { get; init; }

    /// <summary>The verdict that ended it without a call, such as <see cref="DecisionCode.FailRender"/>.</summary>
    public DecisionCode? Decision { get; init; }

    /// <summary>The connection of the last attempt.</summary>
    public string? Connection { get; init; }

    /// <summary>The code of the template.</summary>
    public string? Template { get; init; }

    /// <summary>Ended at or after this time.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Ended before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How many messages a page has, from 1 to <see cref="MaxPageSize"/>. The default is 50. A replay goes by batches of its own.</summary>
    public int PageSize { get; init; } = 50;

    /// <summary>Where to go on: <c>Next</c> of the page, or of the replay, before. Null starts from the beginning.</summary>
    public string? Cursor { get; init; }

    /// <summary>Where it looks; the provider's words stay out.</summary>
    public override string ToString() => $"DeadLetterQuery {{ Tenant = {Tenant}, Channel = {Channel}, Outcome = {Outcome}, FailureKind = {FailureKind}, From = {From}, Until = {Until} }}";
}
