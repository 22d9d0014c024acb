namespace Messaging.Templates;

/// <summary>An immutable edition of a template: its contents by channel and locale.</summary>
public sealed record TemplateVersion
{
    /// <summary>The name that code uses, such as <c>booking-confirmed</c>. At most 100 characters.</summary>
    public required string Code { get; init; }

    /// <summary>What identifies this edition: a number for stored templates, a hash of the contents for those from code or a folder. At most 64 characters.</summary>
    public required string Version { get; init; }

    /// <summary>The contents.</summary>
    public required IReadOnlyList<TemplateContent> Contents { get; init; }

    /// <summary>The content for a channel in the best matching locale: the tag itself, then each parent (<c>de-AT</c>, <c>de</c>), then the default.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="locale">A BCP 47 tag, or an empty string for the default.</param>
    /// <returns>The content, or null when the template has none for the channel in any of these locales.</returns>
    public TemplateContent? Find(MessageChannel channel, string locale)
    {
        ArgumentNullException.ThrowIfNull(locale);
        while (true)
        {
            foreach (var content in Contents)
            {
                if (content.Channel == channel && string.Equals(content.Locale, locale, StringComparison.OrdinalIgnoreCase))
                {
                    return content;
                }
            }

            if (locale.Length == 0)
            {
                return null;
            }

            var dash = locale.LastIndexOf('-');
            locale = dash < 0 ? "" : locale[..dash];
        }
    }
}
