namespace Messaging.Providers.Resend;

/// <summary>
/// The body of <c>POST /emails</c> and an entry of <c>POST /emails/batch</c>, as far as it is used. Null members are left out. See https://resend.com/docs/api-reference/emails/send-email.
/// </summary>
/// <remarks>Written in the order of its members, and holds nothing that differs between attempts: a repeat under the same key must be the same to the byte.</remarks>
internal sealed record ResendEmail
{
    /// <summary>Its name only: it holds what is personal.</summary>
    public override string ToString() => nameof(ResendEmail);

    public required string From { get; init; }

    public required IReadOnlyList<string> To { get; init; }

    public IReadOnlyList<string>? Cc { get; init; }

    public IReadOnlyList<string>? Bcc { get; init; }

    public required string Subject { get; init; }

    public string? ReplyTo { get; init; }

    public string? Text { get; init; }

    public string? Html { get; init; }

    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    public IReadOnlyList<File>? Attachments { get; init; }

    public required IReadOnlyList<Tag> Tags { get; init; }

    internal sealed record File(ReadOnlyMemory<byte> Content, string Filename, string ContentType, string? ContentId)
    {
        /// <summary>Its name only: it holds what is personal.</summary>
        public override string ToString() => nameof(File);
    }

    internal sealed record Tag(string Name, string Value);
}
