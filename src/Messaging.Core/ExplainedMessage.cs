using Messaging.Storage;
using Messaging.Templates;

namespace Messaging;

/// <summary>One message of an explanation: the verdict, what it is based on, and what would be sent.</summary>
/// <remarks>
/// The verdict is that of the planner, which sending uses too. Right before the provider is called it is taken again: hours may have closed by then, and the message may have been cancelled.
/// </remarks>
public sealed record ExplainedMessage
{
    /// <summary>The host's key of the recipient, or an empty string.</summary>
    public required string RecipientId { get; init; }

    /// <summary>The channel.</summary>
    public required MessageChannel Channel { get; init; }

    /// <summary>The verdict.</summary>
    public required DecisionCode Code { get; init; }

    /// <summary>The values the verdict is based on, without addresses or content; null when the code says it all.</summary>
    public string? Facts { get; init; }

    /// <summary>When it would be sent, UTC.</summary>
    public required DateTimeOffset PlannedAt { get; init; }

    /// <summary>When it would become worthless, UTC.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The connection that would be called, or null when this application has no adapter for the channel.</summary>
    public string? Connection { get; init; }

    /// <summary>The template, or an empty string for literal content.</summary>
    public required string Template { get; init; }

    /// <summary>The version of the template, or an empty string for literal content.</summary>
    public required string TemplateVersion { get; init; }

    /// <summary>The language to write in.</summary>
    public required string Locale { get; init; }

    /// <summary>The time zone to show times in, whose clock also counts for send hours.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The pause that would keep it queued now, or null.</summary>
    public QueueSetting? Pause { get; init; }

    /// <summary>What it would say, or null when it would not be sent.</summary>
    public RenderedContent? Content { get; init; }

    /// <summary>What a text message costs: its encoding, length and number of segments; null on other channels.</summary>
    public SmsMeasure? Sms { get; init; }

    /// <summary>The verdict, without content.</summary>
    public override string ToString() => $"ExplainedMessage {{ RecipientId = {RecipientId}, Channel = {Channel}, Code = {Code} }}";
}
