namespace Messaging.Providers.Infobip;

/// <summary>A message of <c>POST /whatsapp/1/message/…</c>: the whole body of a free one, an element of that of a template.</summary>
internal sealed record InfobipWhatsAppMessage(string From, string To, string MessageId, InfobipWhatsAppMessage.Body Content, string CallbackData, string? NotifyUrl)
{
    /// <summary>Its name only: it holds what is personal.</summary>
    public override string ToString() => nameof(InfobipWhatsAppMessage);

    /// <summary>What it says: each kind of message has some of these.</summary>
    internal sealed record Body
    {
        /// <summary>Its name only: it holds what is personal.</summary>
        public override string ToString() => nameof(Body);

        /// <summary>The text of a free message.</summary>
        public string? Text { get; init; }

        /// <summary>Where a picture or document is.</summary>
        public string? MediaUrl { get; init; }

        /// <summary>The text below it.</summary>
        public string? Caption { get; init; }

        /// <summary>The name of a document.</summary>
        public string? Filename { get; init; }

        /// <summary>The approved template.</summary>
        public string? TemplateName { get; init; }

        /// <summary>Its values.</summary>
        public Data? TemplateData { get; init; }

        /// <summary>Its language.</summary>
        public string? Language { get; init; }
    }

    /// <summary>The values of a template.</summary>
    internal sealed record Data(Places Body, Head? Header)
    {
        /// <summary>Its name only: it holds what is personal.</summary>
        public override string ToString() => nameof(Data);
    }

    /// <summary>Those of its text, in order.</summary>
    internal sealed record Places(IReadOnlyList<string> Placeholders);

    /// <summary>Its picture or document.</summary>
    internal sealed record Head(string Type, string MediaUrl, string? Filename)
    {
        /// <summary>Its name only: it holds what is personal.</summary>
        public override string ToString() => nameof(Head);
    }
}
