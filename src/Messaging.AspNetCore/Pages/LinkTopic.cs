namespace Messaging.Pages;

/// <summary>A marketing topic on the preference page.</summary>
public sealed class LinkTopic
{
    /// <summary>The topic, as in <see cref="MessageRequest.Type"/>.</summary>
    public string Name { get; set; } = "";

    /// <summary>What people call it, by language: <c>["en"] = "Newsletter"</c>. A language that is not there falls back to English, then to any.</summary>
    public Dictionary<string, string> Titles { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The title in a language.</summary>
    internal string TitleIn(string locale) =>
        Titles.GetValueOrDefault(locale) ?? Titles.GetValueOrDefault(locale.Split('-')[0]) ?? Titles.GetValueOrDefault("en") ?? Titles.Values.FirstOrDefault() ?? Name;
}
