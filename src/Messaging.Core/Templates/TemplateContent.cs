namespace Messaging.Templates;

/// <summary>The parts of a template for one channel, locale and variant, as template source.</summary>
public sealed record TemplateContent
{
    /// <summary>The channel these parts are for.</summary>
    public required MessageChannel Channel { get; init; }

    /// <summary>The BCP 47 tag of the language, or an empty string for the default.</summary>
    public string Locale { get; init; } = "";

    /// <summary>The name of the variant these parts are for, or an empty string for the wording that all others fall back to.</summary>
    public string Variant { get; init; } = "";

    /// <summary>The subject of an email or the title of an in-app or push message. Rendered to a single line.</summary>
    public string? Subject { get; init; }

    /// <summary>The plain text. When an email has only <see cref="Html"/>, text is derived from its rendered form.</summary>
    public string? Text { get; init; }

    /// <summary>The HTML body of an email. The only part whose values are HTML-escaped.</summary>
    public string? Html { get; init; }

    /// <summary>The address of the picture of a push notification, or null.</summary>
    public string? Image { get; init; }

    /// <summary>Where a tap on a push notification leads, or null.</summary>
    public string? Link { get; init; }

    /// <summary>The buttons of a push notification.</summary>
    public IReadOnlyList<ContentAction> Actions { get; init; } = [];

    /// <summary>The provider's approved template that a WhatsApp message is sent with outside of a conversation, or null.</summary>
    public ApprovedTemplate? Approved { get; init; }

    /// <summary>The code of the layout around text and HTML, or null. It is one of <see cref="Includes"/>, and applies to the parts that it has itself.</summary>
    public string? Layout { get; init; }

    /// <summary>The layout and the partials that these parts show, with those that these show in turn.</summary>
    public IReadOnlyList<TemplateInclude> Includes { get; init; } = [];

    /// <summary>Channel, locale and variant as one word for messages, such as <c>email.de</c>.</summary>
    internal string ShownName => string.Join('.', new[] { Channel.Value, Locale, Variant.Length == 0 ? "" : $"variant-{Variant}" }.Where(n => n.Length > 0));

    /// <summary>Whether this is for the same channel, locale and variant.</summary>
    internal bool IsFor(MessageChannel channel, string locale, string variant) =>
        Channel == channel && string.Equals(Locale, locale, StringComparison.OrdinalIgnoreCase) && string.Equals(Variant, variant, StringComparison.OrdinalIgnoreCase);
}
