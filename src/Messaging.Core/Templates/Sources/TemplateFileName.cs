using Messaging.Templates.Rendering;

namespace Messaging.Templates.Sources;

/// <summary>What the name of a template file says: <c>channel[.locale][.variant-name].part.hbs</c>.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Locale">The language, or an empty string.</param>
/// <param name="Variant">The variant, or an empty string.</param>
/// <param name="Part">The part that the file is.</param>
/// <param name="Format">What turns the file into that part, or null when it is the part itself.</param>
internal sealed record TemplateFileName(MessageChannel Channel, string Locale, string Variant, string Part, ITemplateBodyFormat? Format)
{
    public const string Extension = ".hbs";
    public const string Subject = ContentParts.Subject;
    public const string Text = ContentParts.Text;
    public const string Html = ContentParts.Html;

    private const string VariantPrefix = "variant-";
    private static readonly string[] Parts = [Subject, Text, Html, ContentParts.Image, ContentParts.Link];

    /// <summary>Reads a name.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public static string? Read(string name, TemplateIntake intake, out TemplateFileName? result)
    {
        result = null;
        if (!name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
        {
            return "is not a template. Template files are named channel.part.hbs or channel.locale.part.hbs, such as email.de.html.hbs; keep other files elsewhere.";
        }

        var words = name[..^Extension.Length].Split('.').ToList();
        var variant = words.Count > 2 && words[^2].StartsWith(VariantPrefix, StringComparison.Ordinal) ? words[^2][VariantPrefix.Length..] : null;
        if (variant is not null)
        {
            words.RemoveAt(words.Count - 2);
        }

        if (words.Count is not (2 or 3))
        {
            return "has a name that says too little or too much. Name it channel.part.hbs or channel.locale.part.hbs, such as email.subject.hbs or email.de.html.hbs.";
        }

        if (!MessageChannel.TryParse(words[0], out var channel))
        {
            return $"names no channel: '{words[0]}' should be one such as email, sms, whatsapp, push or inapp.";
        }

        var part = words[^1].ToLowerInvariant();
        var locale = words.Count == 3 ? words[1] : "";
        var format = intake.Format(part);
        if (format is null && !Parts.Contains(part, StringComparer.Ordinal))
        {
            return $"names no part: '{words[^1]}' should be subject (also for titles), text, html, image or link{(part == "md" ? ", or call AddMarkdown() of Messaging.Templates" : "")}.";
        }

        if (words.Count == 3 && !LocaleTag.IsValid(locale))
        {
            return $"names no language: '{locale}' should be a tag such as de or de-AT.";
        }

        if (variant is not null && !VariantName.IsValid(variant))
        {
            return $"names no variant: '{variant}'. {VariantName.Rule}";
        }

        result = new TemplateFileName(channel, locale, variant ?? "", format is null ? part : Html, format);
        return null;
    }

    /// <summary>The name as it is written.</summary>
    public static string Write(TemplateContent content, string part) =>
        string.Join('.', new[] { content.Channel.Value, content.Locale, content.Variant.Length == 0 ? "" : VariantPrefix + content.Variant, part }.Where(w => w.Length > 0)) + Extension;
}
