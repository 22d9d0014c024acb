namespace Messaging.Pages;

/// <summary>The pages in French.</summary>
internal static class FrenchTexts
{
    public static PageTexts Value { get; } = new()
    {
        Language = "fr",
        UnsubscribeTitle = "Se désabonner",
        UnsubscribeTopic = "Ne souhaitez-vous plus recevoir « {0} » ?",
        UnsubscribeKind = "Ne souhaitez-vous plus recevoir ce type de messages ?",
        UnsubscribeChannel = "Ne souhaitez-vous plus recevoir nos actualités et nos offres par {0} ?",
        UnsubscribeNote = "Rien ne change tant que vous n’appuyez pas sur un bouton. Vous recevrez toujours les messages concernant vos commandes et réservations.",
        UnsubscribeButton = "Se désabonner",
        UnsubscribeAllButton = "Arrêter toute la publicité",
        UnsubscribedTitle = "Vous êtes désabonné(e)",
        UnsubscribedTopic = "Vous ne recevrez plus « {0} ».",
        UnsubscribedKind = "Vous ne recevrez plus ce type de messages.",
        UnsubscribedChannel = "Vous ne recevrez plus nos actualités et nos offres par {0}.",
        UnsubscribedAll = "Vous ne recevrez plus aucune actualité ni offre de notre part.",
        PreferencesTitle = "Vos préférences",
        ChannelsLegend = "Comment pouvons-nous vous joindre ?",
        ChannelsNote = "Les messages de sécurité sont envoyés dans tous les cas.",
        TopicsLegend = "Actualités et offres par {0}",
        TopicsNote = "Cochez ce que vous souhaitez recevoir. Vous pouvez changer d’avis ici à tout moment.",
        LanguageLabel = "Langue",
        LanguageAutomatic = "Automatique",
        SaveButton = "Enregistrer",
        Saved = "Vos préférences sont enregistrées.",
        VerifyTitle = "Confirmer votre adresse",
        VerifyText = "Appuyez sur le bouton pour confirmer que cette adresse est la vôtre.",
        VerifyButton = "Confirmer",
        VerifiedTitle = "Adresse confirmée",
        VerifiedText = "Merci. Vous pouvez fermer cette page.",
        FailedTitle = "Cela n’a pas fonctionné",
        FailedText = "Veuillez réessayer dans quelques minutes.",
        InvalidTitle = "Ce lien ne fonctionne pas",
        InvalidText = "Il en manque peut-être une partie. Veuillez l’ouvrir de nouveau depuis votre message.",
        ExpiredTitle = "Ce lien a expiré",
        ExpiredText = "Veuillez en demander un nouveau.",
        UsedTitle = "Ce lien a déjà été utilisé",
        UsedText = "Il ne fonctionne qu’une fois. Si vous en avez encore besoin, veuillez en demander un nouveau.",
        BusyTitle = "Trop de demandes",
        BusyText = "Veuillez patienter une minute et réessayer.",
        UnavailableTitle = "Veuillez réessayer",
        UnavailableText = "Ce n’est pas possible pour le moment. Veuillez réessayer dans une minute.",
        Channels = new Dictionary<MessageChannel, string>
        {
            [MessageChannel.Email] = "e‑mail",
            [MessageChannel.Sms] = "SMS",
            [MessageChannel.WhatsApp] = "WhatsApp",
            [MessageChannel.Messenger] = "Messenger",
            [MessageChannel.Push] = "notification push",
            [MessageChannel.InApp] = "message dans l’application",
        },
    };
}
