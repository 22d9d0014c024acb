namespace Messaging.Pages;

/// <summary>The words of the pages in one language. <c>{0}</c> stands for a topic or a channel.</summary>
internal sealed record PageTexts
{
    private static readonly PageTexts[] All = [EnglishTexts.Value, GermanTexts.Value, FrenchTexts.Value, VietnameseTexts.Value];

    public required string Language { get; init; }

    public required string UnsubscribeTitle { get; init; }

    public required string UnsubscribeTopic { get; init; }

    public required string UnsubscribeKind { get; init; }

    public required string UnsubscribeChannel { get; init; }

    public required string UnsubscribeNote { get; init; }

    public required string UnsubscribeButton { get; init; }

    public required string UnsubscribeAllButton { get; init; }

    public required string UnsubscribedTitle { get; init; }

    public required string UnsubscribedTopic { get; init; }

    public required string UnsubscribedKind { get; init; }

    public required string UnsubscribedChannel { get; init; }

    public required string UnsubscribedAll { get; init; }

    public required string PreferencesTitle { get; init; }

    public required string ChannelsLegend { get; init; }

    public required string ChannelsNote { get; init; }

    public required string TopicsLegend { get; init; }

    public required string TopicsNote { get; init; }

    public required string LanguageLabel { get; init; }

    public required string LanguageAutomatic { get; init; }

    public required string SaveButton { get; init; }

    public required string Saved { get; init; }

    public required string VerifyTitle { get; init; }

    public required string VerifyText { get; init; }

    public required string VerifyButton { get; init; }

    public required string VerifiedTitle { get; init; }

    public required string VerifiedText { get; init; }

    public required string FailedTitle { get; init; }

    public required string FailedText { get; init; }

    public required string InvalidTitle { get; init; }

    public required string InvalidText { get; init; }

    public required string ExpiredTitle { get; init; }

    public required string ExpiredText { get; init; }

    public required string UsedTitle { get; init; }

    public required string UsedText { get; init; }

    public required string BusyTitle { get; init; }

    public required string BusyText { get; init; }

    public required string UnavailableTitle { get; init; }

    public required string UnavailableText { get; init; }

    public required IReadOnlyDictionary<MessageChannel, string> Channels { get; init; }

    /// <summary>The words in the link's language, or the first of the reader's that there is, or English.</summary>
    public static PageTexts Find(string? locale, IEnumerable<string?> accepted) =>
        accepted.Prepend(locale).Select(l => Array.Find(All, t => string.Equals(t.Language, l?.Split('-', '_')[0], StringComparison.OrdinalIgnoreCase))).FirstOrDefault(t => t is not null) ?? EnglishTexts.Value;

    public string NameOf(MessageChannel channel) => Channels.GetValueOrDefault(channel) ?? channel.Value;

    /// <summary>The kind only.</summary>
    public override string ToString() => nameof(PageTexts);
}
