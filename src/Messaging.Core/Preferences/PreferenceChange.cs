namespace Messaging.Preferences;

/// <summary>A partial change of a person's preferences: what is null, or not named, stays as it is.</summary>
public sealed record PreferenceChange
{
    /// <summary>Channels to switch on (true) or off (false).</summary>
    public IReadOnlyDictionary<MessageChannel, bool>? Channels { get; init; }

    /// <summary>Channel lists by message type, at most 100 types; null in place of a list takes the type's list away.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<MessageChannel>?>? ChannelsByType { get; init; }

    /// <summary>Preferred addresses; null or an empty text takes one away.</summary>
    public IReadOnlyDictionary<MessageChannel, string?>? Addresses { get; init; }

    /// <summary>The language; an empty text takes it away.</summary>
    public string? Locale { get; init; }

    /// <summary>The time zone; an empty text takes it away.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Where the change comes from: <c>preference-page</c>, <c>profile</c>. At most 100 characters.</summary>
    public string Source { get; init; } = "";

    /// <summary>Who makes it: a user id, or empty for the person themselves. At most 100 characters.</summary>
    public string Actor { get; init; } = "";

    /// <summary>The name only: addresses must not reach a log.</summary>
    public override string ToString() => nameof(PreferenceChange);
}
