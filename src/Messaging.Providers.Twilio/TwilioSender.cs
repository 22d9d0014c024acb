namespace Messaging.Providers.Twilio;

/// <summary>Who sends on a channel of an account, and what tells the channel's addresses from others.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Prefix">What stands before its addresses at Twilio.</param>
/// <param name="From">The sender, prefix included, or null where a service picks it.</param>
/// <param name="Service">The Messaging Service, or null.</param>
/// <param name="Window">How long after a person's last message free text is taken, or null for always.</param>
internal sealed record TwilioSender(MessageChannel Channel, string Prefix, string? From, string? Service, TimeSpan? Window)
{
    private const string WhatsAppPrefix = "whatsapp:";
    private const string MessengerPrefix = "messenger:";

    private static readonly TimeSpan ConversationWindow = TimeSpan.FromHours(24);

    /// <summary>The senders that an account has.</summary>
    public static IEnumerable<TwilioSender> All(TwilioOptions options)
    {
        var (service, sms) = (NullIfEmpty(options.MessagingServiceSid), NullIfEmpty(options.SmsFrom));
        if ((service ?? sms) is not null)
        {
            yield return new TwilioSender(MessageChannel.Sms, "", sms, service, null);
        }

        if (NullIfEmpty(options.WhatsAppFrom) is { } number)
        {
            yield return new TwilioSender(MessageChannel.WhatsApp, WhatsAppPrefix, WhatsAppPrefix + number, null, ConversationWindow);
        }

        if (NullIfEmpty(options.MessengerFrom) is { } page)
        {
            yield return new TwilioSender(MessageChannel.Messenger, MessengerPrefix, MessengerPrefix + page, null, ConversationWindow);
        }
    }

    /// <summary>Takes an address of Twilio's apart.</summary>
    /// <returns>Its channel, and the address in the channel's form.</returns>
    public static (MessageChannel Channel, string Address) Read(string text) =>
        text.StartsWith(WhatsAppPrefix, StringComparison.OrdinalIgnoreCase) ? (MessageChannel.WhatsApp, text[WhatsAppPrefix.Length..])
        : text.StartsWith(MessengerPrefix, StringComparison.OrdinalIgnoreCase) ? (MessageChannel.Messenger, text[MessengerPrefix.Length..])
        : (MessageChannel.Sms, text);

    /// <summary>The channel only.</summary>
    public override string ToString() => $"TwilioSender {{ Channel = {Channel} }}";

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
