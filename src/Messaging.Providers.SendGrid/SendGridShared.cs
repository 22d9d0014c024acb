namespace Messaging.Providers.SendGrid;

/// <summary>What one request has only once. Messages for which it is equal can share a request.</summary>
internal sealed record SendGridShared(
    string FromName, string? ReplyTo, string Text, string Html, SendGridMail.UnsubscribeGroup? Group, IReadOnlyList<MessageAttachment> Attachments)
{
    /// <summary>Its name only: it holds what is personal.</summary>
    public override string ToString() => nameof(SendGridShared);

    public bool Equals(SendGridShared? other) => other is not null
        && FromName == other.FromName && ReplyTo == other.ReplyTo && Text == other.Text && Html == other.Html && Group == other.Group
        && Attachments.Count == other.Attachments.Count
        && Attachments.Zip(other.Attachments).All(static p => IsSame(p.First, p.Second));

    public override int GetHashCode() => HashCode.Combine(FromName, ReplyTo, Text, Html, Group, Attachments.Count);

    private static bool IsSame(MessageAttachment one, MessageAttachment other) =>
        one.FileName == other.FileName && one.ContentType == other.ContentType && one.ContentId == other.ContentId
        && (one.Content.Equals(other.Content) || one.Content.Span.SequenceEqual(other.Content.Span));
}
