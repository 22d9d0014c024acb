using System.Collections.ObjectModel;

namespace Messaging.Preferences;

/// <summary>What a person wants: on which channels, in which order for which kind of message, where, and in what language and time zone. Without a record everything is on.</summary>
public sealed record RecipientPreferences
{
    /// <summary>The channels that are switched off. Security messages go there all the same.</summary>
    public IReadOnlyList<MessageChannel> SwitchedOff { get; init => field = value ?? []; } = [];

    /// <summary>The channels by message type, in the order the person prefers. An empty list switches the type off.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<MessageChannel>> ChannelsByType { get; init => field = value ?? ReadOnlyDictionary<string, IReadOnlyList<MessageChannel>>.Empty; } =
        ReadOnlyDictionary<string, IReadOnlyList<MessageChannel>>.Empty;

    /// <summary>Preferred addresses by channel. An address in the request wins over them; they win over those of a recipient source.</summary>
    public IReadOnlyDictionary<MessageChannel, string> Addresses { get; init => field = value ?? ReadOnlyDictionary<MessageChannel, string>.Empty; } = ReadOnlyDictionary<MessageChannel, string>.Empty;

    /// <summary>The language as a BCP 47 tag, or empty.</summary>
    public string Locale { get; init => field = value ?? ""; } = "";

    /// <summary>The IANA time zone, or empty.</summary>
    public string TimeZone { get; init => field = value ?? ""; } = "";

    /// <summary>When the person opted out of everything but security messages, or null.</summary>
    public DateTimeOffset? OptedOutAt { get; init; }

    /// <summary>Why, or empty.</summary>
    public string OptedOutReason { get; init => field = value ?? ""; } = "";

    /// <summary>When the preferences were last changed, or null when they never were.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Whether a channel is switched on.</summary>
    /// <param name="channel">The channel.</param>
    public bool IsOn(MessageChannel channel) => !SwitchedOff.Contains(channel);

    /// <summary>The switches only: addresses must not reach a log.</summary>
    public override string ToString() => $"RecipientPreferences {{ SwitchedOff = {string.Join(',', SwitchedOff)} }}";
}
