namespace Messaging.Storage;

/// <summary>A file of a request: name and type, and the hash under which its bytes are kept.</summary>
public sealed record StoredAttachment
{
    /// <summary>The request.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The position in the request, from 0.</summary>
    public short Ordinal { get; init; }

    /// <summary>The name the recipient sees.</summary>
    public required string FileName { get; init; }

    /// <summary>The MIME type.</summary>
    public required string ContentType { get; init; }

    /// <summary>The id by which HTML shows it, or null for an ordinary attachment.</summary>
    public string? ContentId { get; init; }

    /// <summary>SHA-256 of the bytes, in lower-case hexadecimal.</summary>
    public required string BlobHash { get; init; }

    /// <summary>The number of bytes.</summary>
    public int Size { get; init; }

    /// <summary>Which file it is, without its name: that is content.</summary>
    public override string ToString() => $"StoredAttachment {{ RequestId = {RequestId}, Ordinal = {Ordinal}, Size = {Size} }}";
}
