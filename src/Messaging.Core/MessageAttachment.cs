namespace Messaging;

/// <summary>A file that goes with a message on the channels that take attachments.</summary>
/// <remarks>The bytes are stored once per content, apart from the message, before the host's transaction begins to hold locks for them.</remarks>
public sealed record MessageAttachment
{
    /// <summary>The largest attachment that is stored in the database: 10 MiB, also the limit for all attachments of one request together.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>How many attachments a request may have.</summary>
    public const int MaxCount = 10;

    /// <summary>The name the recipient sees, without a path. Reduced to 100 safe characters.</summary>
    public required string FileName { get; init; }

    /// <summary>The MIME type such as <c>application/pdf</c>.</summary>
    public string ContentType { get; init; } = "application/octet-stream";

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Set to make this an inline image that HTML shows by <c>cid:</c> and this id; letters, digits, <c>.</c>, <c>-</c> and <c>_</c>.</summary>
    public string? ContentId { get; init; }

    /// <summary>A file path or URL. Refused: pass the bytes in <see cref="Content"/>. It exists so that the refusal can say so.</summary>
    public string? Source { get; init; }

    /// <summary>The size only: a file name may tell who or what it is about.</summary>
    public override string ToString() => $"MessageAttachment {{ Bytes = {Content.Length} }}";
}
