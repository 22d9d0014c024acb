namespace Messaging.Tracking;

/// <summary>What a person wrote, as a provider handed it over.</summary>
public sealed record WebhookMessage
{
    /// <summary>What makes it unique at the provider. Longer than 100 characters it is hashed.</summary>
    public required string EventKey { get; init; }

    /// <summary>The channel.</summary>
    public required MessageChannel Channel { get; init; }

    /// <summary>Who wrote, in the channel's form: an E.164 number, an email address, a page-scoped id.</summary>
    public required string From { get; init; }

    /// <summary>To which of the host's numbers, mailboxes or pages.</summary>
    public required string To { get; init; }

    /// <summary>The plain text, or an empty string.</summary>
    public string Text { get; init; } = "";

    /// <summary>The subject of an email, or an empty string.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The writer's display name, or an empty string.</summary>
    public string FromName { get; init; } = "";

    /// <summary>The provider's id of the message, or null.</summary>
    public string? ProviderMessageId { get; init; }

    /// <summary>The provider's id of the message it answers, or null.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>Pictures and files.</summary>
    public IReadOnlyList<WebhookMedia> Media { get; init; } = [];

    /// <summary>When it was written, by the provider's clock, or when it came in.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Whether the provider has answered it already, as to STOP and HELP, so that nothing must be added.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>The channel only.</summary>
    public override string ToString() => $"WebhookMessage {{ Channel = {Channel} }}";
}
