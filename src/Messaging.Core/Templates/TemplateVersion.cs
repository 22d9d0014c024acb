namespace Messaging.Templates;

/// <summary>An immutable edition of a template: its contents by channel, locale and variant.</summary>
public sealed record TemplateVersion
{
    /// <summary>The name that code uses, such as <c>booking-confirmed</c>. At most 100 characters.</summary>
    public required string Code { get; init; }

    /// <summary>What identifies this edition: number and id for stored templates, a hash of the contents for those from code or a folder. At most 64 characters.</summary>
    public required string Version { get; init; }

    /// <summary>The contents.</summary>
    public required IReadOnlyList<TemplateContent> Contents { get; init; }

    /// <summary>What it is for. Only messages can be sent.</summary>
    public TemplateKind Kind { get; init; }

    /// <summary>The variants and their weights; empty when there is one wording for all.</summary>
    public IReadOnlyList<TemplateVariant> Variants { get; init; } = [];

    /// <summary>The content for a channel in the best matching locale: the tag itself, then each parent (<c>de-AT</c>, <c>de</c>), then the default.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="locale">A BCP 47 tag, or an empty string for the default.</param>
    /// <returns>The content, or null when the template has none for the channel in any of these locales.</returns>
    public TemplateContent? Find(MessageChannel channel, string locale) => Find(channel, locale, "");

    /// <summary>The content for a channel and variant in the best matching locale. The language goes first: a variant that has no words in it gives way to the wording without a name.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="locale">A BCP 47 tag, or an empty string for the default.</param>
    /// <param name="variant">The name of the variant, or an empty string.</param>
    /// <returns>The content, or null when the template has none for the channel in any of these locales.</returns>
    public TemplateContent? Find(MessageChannel channel, string locale, string variant)
    {
        ArgumentNullException.ThrowIfNull(locale);
        ArgumentNullException.ThrowIfNull(variant);
        while (true)
        {
            var found = Contents.FirstOrDefault(c => c.IsFor(channel, locale, variant)) ?? Contents.FirstOrDefault(c => c.IsFor(channel, locale, ""));
            if (found is not null || locale.Length == 0)
            {
                return found;
            }

            var dash = locale.LastIndexOf('-');
            locale = dash < 0 ? "" : locale[..dash];
        }
    }
}
