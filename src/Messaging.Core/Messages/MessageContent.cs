namespace Messaging.Messages;

/// <summary>What is personal about a message: address, name, data, content. One row beside the message; erasing a person deletes it and leaves the message.</summary>
public sealed record MessageContent
{
    /// <summary>The message's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The address, in the form the channel uses.</summary>
    public required string Address { get; init; }

    /// <summary>The recipient's display name, or an empty string.</summary>
    public string RecipientName { get; init; } = "";

    /// <summary>The values for the template as canonical JSON, or null.</summary>
    public string? Data { get; init; }

    /// <summary>Literal content, sender name, reply-to and additional headers as JSON, or null when the request had none.</summary>
    public string? Draft { get; init; }

    /// <summary>The host's own values as JSON, or null.</summary>
    public string? Metadata { get; init; }

    /// <summary>
    /// The rendered content as JSON, stored with the first start mark for connections that honour idempotency keys: every retry under the key sends exactly this. Null otherwise.
    /// </summary>
    public string? Payload { get; init; }

    /// <summary>Nothing of the content: it must not reach a log.</summary>
    public override string ToString() => $"MessageContent {{ Id = {Id} }}";
}
