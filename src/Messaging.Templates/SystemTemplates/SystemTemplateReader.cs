using System.Security.Cryptography;
using System.Text;
using Messaging.Templates;

namespace Messaging.SystemTemplates;

/// <summary>Puts a shipped template together: the texts of each language, the words they share, and the layout of emails with its styles at the elements.</summary>
internal static class SystemTemplateReader
{
    private const string Shared = "shared";
    private const string DefaultLocale = "en";
    private const string Subject = "email.subject";
    private const string Preheader = "email.preheader";
    private const string Html = "email.html";
    private const int VersionLength = 16;

    private static readonly string Layout = ShippedFiles.Read($"{Shared}/layout.html");

    /// <summary>The codes of the shipped templates.</summary>
    public static IReadOnlyList<string> Codes { get; } = [.. ShippedFiles.Names.Select(n => n.Split('/')[0]).Where(c => c != Shared).Distinct(StringComparer.Ordinal)];

    /// <summary>Reads a template with all its languages.</summary>
    public static TemplateVersion Read(string code)
    {
        var contents = (from file in ShippedFiles.Names
                        where file.StartsWith(code + "/", StringComparison.Ordinal)
                        from content in Contents(Path.GetFileNameWithoutExtension(file), ShippedFiles.Read(file))
                        select content).ToList();
        return new TemplateVersion { Code = code, Version = Version(contents), Contents = contents };
    }

    private static IEnumerable<TemplateContent> Contents(string language, string file)
    {
        var words = SectionFile.Read(ShippedFiles.Read($"{Shared}/{language}.txt"));
        var texts = SectionFile.Read(file).ToDictionary(t => t.Key, t => Fill(t.Value, words), StringComparer.Ordinal);
        return from name in texts.Keys.Select(k => k.Split('.')[0]).Distinct(StringComparer.Ordinal)
               let isEmail = name == MessageChannel.Email.Value
               select new TemplateContent
               {
                   Channel = name,
                   Locale = language == DefaultLocale ? "" : language,
                   Subject = texts.GetValueOrDefault($"{name}.subject"),
                   Text = texts.GetValueOrDefault($"{name}.text"),
                   Html = isEmail ? Page(language, texts, words) : null,
               };
    }

    private static string Page(string language, Dictionary<string, string> texts, Dictionary<string, string> words) => HtmlEmail.InlineCss(
        Fill(Layout, words)
            .Replace("%lang%", language, StringComparison.Ordinal)
            .Replace("%title%", texts[Subject], StringComparison.Ordinal)
            .Replace("%preheader%", texts[Preheader], StringComparison.Ordinal)
            .Replace("%body%", texts[Html], StringComparison.Ordinal),
        removeClasses: true);

    private static string Fill(string text, Dictionary<string, string> words) => words.Aggregate(text, static (filled, word) => filled.Replace($"%{word.Key}%", word.Value, StringComparison.Ordinal));

    private static string Version(IEnumerable<TemplateContent> contents)
    {
        var all = string.Join('\0', contents.SelectMany(c => new[] { c.Channel.Value, c.Locale, c.Subject, c.Text, c.Html }));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..VersionLength];
    }
}
