namespace Messaging.Pages;

/// <summary>The pages in German.</summary>
internal static class GermanTexts
{
    public static PageTexts Value { get; } = new()
    {
        Language = "de",
        UnsubscribeTitle = "Abmelden",
        UnsubscribeTopic = "Möchten Sie „{0}“ nicht mehr erhalten?",
        UnsubscribeKind = "Möchten Sie Nachrichten dieser Art nicht mehr erhalten?",
        UnsubscribeChannel = "Möchten Sie Neuigkeiten und Angebote nicht mehr per {0} erhalten?",
        UnsubscribeNote = "Es ändert sich nichts, bis Sie eine Schaltfläche drücken. Nachrichten zu Ihren Bestellungen und Buchungen erhalten Sie weiterhin.",
        UnsubscribeButton = "Abmelden",
        UnsubscribeAllButton = "Alle Werbung abbestellen",
        UnsubscribedTitle = "Sie sind abgemeldet",
        UnsubscribedTopic = "Sie erhalten „{0}“ nicht mehr.",
        UnsubscribedKind = "Sie erhalten keine Nachrichten dieser Art mehr.",
        UnsubscribedChannel = "Sie erhalten keine Neuigkeiten und Angebote mehr per {0}.",
        UnsubscribedAll = "Sie erhalten keine Neuigkeiten und Angebote mehr von uns.",
        PreferencesTitle = "Ihre Einstellungen",
        ChannelsLegend = "Wie dürfen wir Sie erreichen?",
        ChannelsNote = "Sicherheitsmeldungen werden in jedem Fall gesendet.",
        TopicsLegend = "Neuigkeiten und Angebote per {0}",
        TopicsNote = "Kreuzen Sie an, was Sie erhalten möchten. Sie können es hier jederzeit ändern.",
        LanguageLabel = "Sprache",
        LanguageAutomatic = "Automatisch",
        SaveButton = "Speichern",
        Saved = "Ihre Einstellungen sind gespeichert.",
        VerifyTitle = "Adresse bestätigen",
        VerifyText = "Drücken Sie die Schaltfläche, um zu bestätigen, dass diese Adresse Ihnen gehört.",
        VerifyButton = "Bestätigen",
        VerifiedTitle = "Bestätigt",
        VerifiedText = "Vielen Dank. Sie können diese Seite schließen.",
        FailedTitle = "Das hat nicht geklappt",
        FailedText = "Bitte versuchen Sie es in einigen Minuten noch einmal.",
        InvalidTitle = "Dieser Link funktioniert nicht",
        InvalidText = "Vielleicht fehlt ein Teil. Bitte öffnen Sie ihn noch einmal aus Ihrer Nachricht.",
        ExpiredTitle = "Dieser Link ist abgelaufen",
        ExpiredText = "Bitte fordern Sie einen neuen an.",
        UsedTitle = "Dieser Link wurde schon verwendet",
        UsedText = "Er funktioniert nur einmal. Wenn Sie ihn noch brauchen, fordern Sie bitte einen neuen an.",
        BusyTitle = "Zu viele Anfragen",
        BusyText = "Bitte warten Sie eine Minute und versuchen Sie es noch einmal.",
        UnavailableTitle = "Bitte noch einmal versuchen",
        UnavailableText = "Das ist im Moment nicht möglich. Bitte versuchen Sie es in einer Minute noch einmal.",
        Channels = new Dictionary<MessageChannel, string>
        {
            [MessageChannel.Email] = "E‑Mail",
            [MessageChannel.Sms] = "SMS",
            [MessageChannel.WhatsApp] = "WhatsApp",
            [MessageChannel.Messenger] = "Messenger",
            [MessageChannel.Push] = "Push-Mitteilung",
            [MessageChannel.InApp] = "In-App-Nachricht",
        },
    };
}
