namespace Messaging.Pages;

/// <summary>The pages in English.</summary>
internal static class EnglishTexts
{
    public static PageTexts Value { get; } = new()
    {
        Language = "en",
        UnsubscribeTitle = "Unsubscribe",
        UnsubscribeTopic = "Do you no longer want to receive “{0}”?",
        UnsubscribeKind = "Do you no longer want to receive messages of this kind?",
        UnsubscribeChannel = "Do you no longer want to receive news and offers by {0}?",
        UnsubscribeNote = "Nothing changes until you press a button. Messages about what you ordered or booked will still reach you.",
        UnsubscribeButton = "Unsubscribe",
        UnsubscribeAllButton = "Stop all news and offers",
        UnsubscribedTitle = "You are unsubscribed",
        UnsubscribedTopic = "You will no longer receive “{0}”.",
        UnsubscribedKind = "You will no longer receive messages of this kind.",
        UnsubscribedChannel = "You will no longer receive news and offers by {0}.",
        UnsubscribedAll = "You will no longer receive any news and offers from us.",
        PreferencesTitle = "Your preferences",
        ChannelsLegend = "How may we reach you?",
        ChannelsNote = "Security messages are sent in any case.",
        TopicsLegend = "News and offers by {0}",
        TopicsNote = "Tick what you would like to receive. You can change your mind here at any time.",
        LanguageLabel = "Language",
        LanguageAutomatic = "Automatic",
        SaveButton = "Save",
        Saved = "Your preferences are saved.",
        VerifyTitle = "Confirm your address",
        VerifyText = "Press the button to confirm that this address is yours.",
        VerifyButton = "Confirm",
        VerifiedTitle = "Confirmed",
        VerifiedText = "Thank you. You can close this page.",
        FailedTitle = "That did not work",
        FailedText = "Please try again in a few minutes.",
        InvalidTitle = "This link does not work",
        InvalidText = "A part of it may be missing. Please open it again from your message.",
        ExpiredTitle = "This link has expired",
        ExpiredText = "Please ask for a new one.",
        UsedTitle = "This link was used already",
        UsedText = "It works only once. If you need it again, please ask for a new one.",
        BusyTitle = "Too many requests",
        BusyText = "Please wait a minute and try again.",
        UnavailableTitle = "Please try again",
        UnavailableText = "We cannot do this at the moment. Please try again in a minute.",
        Channels = new Dictionary<MessageChannel, string>
        {
            [MessageChannel.Email] = "email",
            [MessageChannel.Sms] = "SMS",
            [MessageChannel.WhatsApp] = "WhatsApp",
            [MessageChannel.Messenger] = "Messenger",
            [MessageChannel.Push] = "push notification",
            [MessageChannel.InApp] = "in-app message",
        },
    };
}
