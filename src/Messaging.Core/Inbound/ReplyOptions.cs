namespace Messaging.Inbound;

/// <summary>What goes with an answer.</summary>
public sealed record ReplyOptions
{
    /// <summary>Who answers: a user id or a name. At most 100 characters.</summary>
    public string CreatedBy { get; init; } = "";

    /// <summary>Makes the answer repeatable, as <see cref="MessageRequest.IdempotencyKey"/> does.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Files for the channels that take them.</summary>
    public IReadOnlyList<MessageAttachment> Attachments { get; init; } = [];
}
