namespace Messaging.Templates;

/// <summary>The parts of a template for one channel and locale, as template source.</summary>
public sealed record TemplateContent
{
    /// <summary>The channel these parts are for.</summary>
    public required MessageChannel Channel { get; init; }

    /// <summary>The BCP 47 tag of the language, or an empty string for the default.</summary>
    public string Locale { get; init; } = "";

    /// <summary>The subject of an email or the title of an in-app or push message. Rendered to a single line.</summary>
    public string? Subject { get; init; }

    /// <summary>The plain text. When an email has only <see cref="Html"/>, text is derived from its rendered form.</summary>
    public string? Text { get; init; }

    /// <summary>The HTML body of an email. The only part whose values are HTML-escaped.</summary>
    public string? Html { get; init; }
}
