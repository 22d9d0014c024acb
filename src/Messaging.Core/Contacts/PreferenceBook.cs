using Messaging.Channels;
using Messaging.Preferences;

namespace Messaging.Contacts;

/// <summary>Reads and changes preferences.</summary>
internal sealed class PreferenceBook(ContactWriter writer) : IPreferences
{
    private const int MaxTypes = 100;
    private const int MaxLocale = 35;
    private const int MaxChannels = 20;

    public async Task<RecipientPreferences> GetAsync(Contact person, CancellationToken cancellationToken = default)
    {
        CheckPerson(person);
        return Of(await writer.ReadAsync(person, cancellationToken).ConfigureAwait(false));
    }

    public async Task<RecipientPreferences> UpdateAsync(Contact person, PreferenceChange change, CancellationToken cancellationToken = default)
    {
        CheckPerson(person);
        ArgumentNullException.ThrowIfNull(change);
        var checkedChange = Checked(change);
        var now = writer.Now;
        var entry = new ContactEntry
        {
            Id = Guid.Empty, ContactId = Guid.Empty, Kind = ContactEntryKind.PreferencesChanged, At = now, Source = change.Source, Actor = change.Actor, Proof = Describe(change),
        };
        var (state, _) = await writer.ChangeAsync(person, entry, s => Limited(s.With(checkedChange, now)), always: true, cancellationToken).ConfigureAwait(false);
        return Of(state);
    }

    private static ContactState Limited(ContactState state) => state.Preferences!.ChannelsByType.Count <= MaxTypes
        ? state
        : throw new InvalidMessageException(nameof(PreferenceChange.ChannelsByType), $"At most {MaxTypes} types in all. Take some away by giving null in place of their list.");

    private static RecipientPreferences Of(ContactState state)
    {
        var all = state.OptOuts.FirstOrDefault(o => o.Channel.IsEmpty);
        return (state.Preferences ?? new RecipientPreferences()) with { OptedOutAt = all?.At, OptedOutReason = all?.Reason ?? "" };
    }

    private static void CheckPerson(Contact person)
    {
        ArgumentNullException.ThrowIfNull(person);
        if (!person.IsPerson && person.Hash is null)
        {
            throw new InvalidMessageException(nameof(person), "Preferences belong to a person. Use Contact.Person(id, type, tenant).");
        }
    }

    // What was touched, without the values: they may be addresses.
    private static string Describe(PreferenceChange change)
    {
        var parts = new List<string>();
        parts.AddRange((change.Channels ?? new Dictionary<MessageChannel, bool>()).Select(c => $"{c.Key} {(c.Value ? "on" : "off")}"));
        if (change.ChannelsByType is { Count: > 0 })
        {
            parts.Add($"{change.ChannelsByType.Count} types");
        }

        if (change.Addresses is { Count: > 0 } addresses)
        {
            parts.Add($"addresses {string.Join(' ', addresses.Keys)}");
        }

        parts.AddRange(new[] { (change.Locale, "locale"), (change.TimeZone, "time zone") }.Where(p => p.Item1 is not null).Select(p => p.Item2));
        var text = string.Join(", ", parts);
        return text.Length <= ContactTexts.MaxNote ? text : text[..ContactTexts.MaxNote];
    }

    private static PreferenceChange Checked(PreferenceChange change)
    {
        ContactTexts.Check(change.Source, nameof(change.Source), ContactTexts.MaxLabel);
        ContactTexts.Check(change.Actor, nameof(change.Actor), ContactTexts.MaxLabel);
        if (change.Locale is { } locale && (locale.Length > MaxLocale || !locale.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')))
        {
            throw new InvalidMessageException(nameof(change.Locale), "This is not a BCP 47 tag such as de-AT.");
        }

        if (change.TimeZone is { Length: > 0 } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            throw new InvalidMessageException(nameof(change.TimeZone), "This is not a time zone of this system. Use an IANA name such as Europe/Vienna.");
        }

        if (change.Channels?.Keys.Any(c => c.IsEmpty) == true || change.Addresses?.Keys.Any(c => c.IsEmpty) == true)
        {
            throw new InvalidMessageException(nameof(change.Channels), "One entry names no channel. Use MessageChannel.Email and its like.");
        }

        if (change.ChannelsByType?.Count > MaxTypes)
        {
            throw new InvalidMessageException(nameof(change.ChannelsByType), $"At most {MaxTypes} types.");
        }

        foreach (var (type, channels) in change.ChannelsByType ?? new Dictionary<string, IReadOnlyList<MessageChannel>?>(StringComparer.Ordinal))
        {
            ContactTexts.Check(type, nameof(change.ChannelsByType), ContactTexts.MaxLabel, required: true);
            if (channels is not null && (channels.Count > MaxChannels || channels.Any(c => c.IsEmpty)))
            {
                throw new InvalidMessageException(nameof(change.ChannelsByType), $"A list names up to {MaxChannels} channels, none of them empty.");
            }
        }

        return change.Addresses is null ? change : change with { Addresses = change.Addresses.ToDictionary(a => a.Key, a => Normalized(a.Key, a.Value)) };
    }

    private static string? Normalized(MessageChannel channel, string? address)
    {
        if (string.IsNullOrEmpty(address))
        {
            return null;
        }

        return ChannelAddress.TryNormalize(channel, address, out var normalized, out var problem)
            ? normalized
            : throw new InvalidMessageException($"{nameof(PreferenceChange.Addresses)}[{channel}]", problem);
    }
}
