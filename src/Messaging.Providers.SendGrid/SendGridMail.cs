namespace Messaging.Providers.SendGrid;

/// <summary>The body of <c>POST /v3/mail/send</c>, as far as it is used. Null members are left out. See https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send.</summary>
internal sealed record SendGridMail
{
    /// <summary>Its name only: it holds what is personal.</summary>
    public override string ToString() => nameof(SendGridMail);

    public required IReadOnlyList<Envelope> Personalizations { get; init; }

    public required Mailbox From { get; init; }

    public Mailbox? ReplyTo { get; init; }

    public required IReadOnlyList<Body> Content { get; init; }

    public IReadOnlyList<File>? Attachments { get; init; }

    public IReadOnlyList<string>? Categories { get; init; }

    public UnsubscribeGroup? Asm { get; init; }

    public Checks? MailSettings { get; init; }

    public Tracking? TrackingSettings { get; init; }

    internal sealed record Mailbox(string Email, string? Name)
    {
        /// <summary>Its name only: it holds what is personal.</summary>
        public override string ToString() => nameof(Mailbox);
    }

    internal sealed record Body(string Type, string Value);

    internal sealed record File(ReadOnlyMemory<byte> Content, string Type, string Filename, string Disposition, string? ContentId)
    {
        /// <summary>Its name only: it holds what is personal.</summary>
        public override string ToString() => nameof(File);
    }

    internal sealed record UnsubscribeGroup(int GroupId);

    internal sealed record Checks(Switch SandboxMode);

    internal sealed record Tracking(ClickSwitch? ClickTracking, Switch? OpenTracking);

    internal sealed record Switch(bool Enable);

    internal sealed record ClickSwitch(bool Enable, bool EnableText);

    internal sealed record Envelope
    {
        /// <summary>Its name only: it holds what is personal.</summary>
        public override string ToString() => nameof(Envelope);

        public required IReadOnlyList<Mailbox> To { get; init; }

        public IReadOnlyList<Mailbox>? Cc { get; init; }

        public IReadOnlyList<Mailbox>? Bcc { get; init; }

        public required string Subject { get; init; }

        public IReadOnlyDictionary<string, string>? Headers { get; init; }

        public required IReadOnlyDictionary<string, string> CustomArgs { get; init; }
    }
}
