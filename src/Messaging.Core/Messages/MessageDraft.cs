using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messaging.Messages;

/// <summary>What a request says about the form of a message besides its template: kept as JSON in <see cref="MessageContent.Draft"/>.</summary>
internal sealed record MessageDraft
{
    public string? Subject { get; init; }

    public string? Text { get; init; }

    public string? Html { get; init; }

    public string? SenderName { get; init; }

    public string? ReplyTo { get; init; }

    public List<string>? Cc { get; init; }

    public List<string>? Bcc { get; init; }

    public Dictionary<string, string>? Headers { get; init; }

    [JsonIgnore]
    public bool IsEmpty => this == new MessageDraft();

    public static MessageDraft Parse(string? json) => json is null ? new MessageDraft() : JsonSerializer.Deserialize(json, MessageJson.Default.MessageDraft)!;

    /// <summary>Without content or addresses.</summary>
    public override string ToString() => $"MessageDraft {{ IsEmpty = {IsEmpty} }}";

    public string? ToJson() => IsEmpty ? null : JsonSerializer.Serialize(this, MessageJson.Default.MessageDraft);
}
