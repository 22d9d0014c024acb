namespace Messaging;

/// <summary>The names of spans.</summary>
internal static class MessagingSpans
{
    public const string Request = "messaging.request";
    public const string Claim = "messaging.claim";
    public const string Send = "messaging.send";
    public const string Webhook = "messaging.webhook";
}
