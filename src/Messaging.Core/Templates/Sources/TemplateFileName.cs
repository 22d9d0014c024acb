namespace Messaging.Templates.Sources;

/// <summary>What the name of a template file says: <c>channel[.locale].part.hbs</c>.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Locale">The language, or an empty string.</param>
/// <param name="Part">The part that the file is.</param>
/// <param name="Format">What turns the file into that part, or null when it is the part itself.</param>
internal sealed record TemplateFileName(MessageChannel Channel, string Locale, string Part, ITemplateBodyFormat? Format)
{
    public const string Extension = ".hbs";
    public const string Subject = "subject";
    public const string Text = "text";
    public const string Html = "html";

    private static readonly string[] Parts = [Subject, Text, Html];

    /// <summary>Reads a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="intake">Knows the formats that the HTML may be written in.</param>
    /// <param name="result">What it says.</param>
    /// <returns>What is wrong with it, or null.</returns>
    public static string? Read(string name, TemplateIntake intake, out TemplateFileName? result)
    {
        result = null;
        if (!name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
        {
            return "is not a template. Template files are named channel.part.hbs or channel.locale.part.hbs, such as email.de.html.hbs; keep other files elsewhere.";
        }

        var words = name[..^Extension.Length].Split('.');
        if (words.Length is not (2 or 3))
        {
            return "has a name that says too little or too much. Name it channel.part.hbs or channel.locale.part.hbs, such as email.subject.hbs or email.de.html.hbs.";
        }

        if (!MessageChannel.TryParse(words[0], out var channel))
        {
            return $"names no channel: '{words[0]}' should be one such as email, sms, whatsapp, push or inapp.";
        }

        var part = words[^1].ToLowerInvariant();
        var locale = words.Length == 3 ? words[1] : "";
        var format = intake.Format(part);
        if (format is null && !Parts.Contains(part, StringComparer.Ordinal))
        {
            return $"names no part: '{words[^1]}' should be subject (also for titles), text or html{(part == "md" ? ", or call AddMarkdown() of Messaging.Templates" : "")}.";
        }

        if (words.Length == 3 && !LocaleTag.IsValid(locale))
        {
            return $"names no language: '{locale}' should be a tag such as de or de-AT.";
        }

        result = new TemplateFileName(channel, locale, format is null ? part : Html, format);
        return null;
    }
}
