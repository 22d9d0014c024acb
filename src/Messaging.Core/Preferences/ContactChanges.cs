namespace Messaging.Preferences;

/// <summary>How the state of a contact changes. Pure; a change that changes nothing returns the same state.</summary>
internal static class ContactChanges
{
    private const int SoftBouncesToSuppress = 5;
    private static readonly TimeSpan SoftBounceMemory = TimeSpan.FromDays(14);
    private static readonly TimeSpan SoftBounceSuppression = TimeSpan.FromDays(30);

    /// <summary>The latest word about a channel and topic. An older one that arrives late does not replace a newer one.</summary>
    public static ContactState With(this ContactState state, Consent consent)
    {
        var same = state.Consents.FirstOrDefault(c => c.Channel == consent.Channel && string.Equals(c.Topic, consent.Topic, StringComparison.Ordinal));
        if (same is not null && same.At > consent.At)
        {
            return state;
        }

        // Asking again for what was given takes nothing away.
        return consent.Action == ConsentAction.Request && same is { Action: ConsentAction.Grant }
            ? state
            : state with { Consents = [consent, .. state.Consents.Where(c => c != same)] };
    }

    public static ContactState With(this ContactState state, OptOut optOut) =>
        state.OptOuts.Any(o => o.Channel == optOut.Channel) ? state : state with { OptOuts = [.. state.OptOuts, optOut] };

    /// <summary>Lifts the opt-out of a channel, or with none named, all.</summary>
    public static ContactState WithoutOptOut(this ContactState state, MessageChannel channel)
    {
        // Wanting one channel again lifts an opt-out of all, or the word would have no effect.
        var left = state.OptOuts.Where(o => !channel.IsEmpty && !o.Channel.IsEmpty && o.Channel != channel).ToList();
        return left.Count == state.OptOuts.Count ? state : state with { OptOuts = left };
    }

    public static ContactState With(this ContactState state, SuppressionMark mark)
    {
        var same = state.Suppressions.FirstOrDefault(s => s.Channel == mark.Channel && s.Reason == mark.Reason);
        if (same is not null && (same.Until is not { } until || (mark.Until is { } longer && longer <= until)))
        {
            return state;
        }

        return state with { Suppressions = [.. state.Suppressions.Where(s => s != same && (s.Until is not { } end || end > mark.At)), mark] };
    }

    public static ContactState WithoutSuppressions(this ContactState state) =>
        state.Suppressions.Count == 0 && state.SoftBounces.Count == 0 ? state : state with { Suppressions = [], SoftBounces = [] };

    /// <summary>Counts a soft bounce; the fifth within two weeks suppresses.</summary>
    public static ContactState WithSoftBounce(this ContactState state, MessageChannel channel, DateTimeOffset at, string source)
    {
        var counted = state.SoftBounces.Where(b => b.At > at - SoftBounceMemory).Append(new SoftBounce(channel, at)).ToList();
        return counted.Count(b => b.Channel == channel) < SoftBouncesToSuppress
            ? state with { SoftBounces = counted }
            : (state with { SoftBounces = [.. counted.Where(b => b.Channel != channel)] }).With(new SuppressionMark(channel, SuppressionReason.SoftBounce, at, at + SoftBounceSuppression, source));
    }

    public static ContactState With(this ContactState state, PreferenceChange change, DateTimeOffset now)
    {
        var old = state.Preferences ?? new RecipientPreferences();
        var off = old.SwitchedOff.ToHashSet();
        foreach (var (channel, isOn) in change.Channels ?? new Dictionary<MessageChannel, bool>())
        {
            _ = isOn ? off.Remove(channel) : off.Add(channel);
        }

        var types = new Dictionary<string, IReadOnlyList<MessageChannel>>(old.ChannelsByType, StringComparer.Ordinal);
        foreach (var (type, channels) in change.ChannelsByType ?? new Dictionary<string, IReadOnlyList<MessageChannel>?>(StringComparer.Ordinal))
        {
            _ = channels is null ? types.Remove(type) : (types[type] = [.. channels.Distinct()]) is not null;
        }

        var addresses = new Dictionary<MessageChannel, string>(old.Addresses);
        foreach (var (channel, address) in change.Addresses ?? new Dictionary<MessageChannel, string?>())
        {
            _ = string.IsNullOrEmpty(address) ? addresses.Remove(channel) : (addresses[channel] = address) is not null;
        }

        return state with
        {
            Preferences = old with
            {
                SwitchedOff = [.. off.OrderBy(c => c.Value, StringComparer.Ordinal)],
                ChannelsByType = types,
                Addresses = addresses,
                Locale = change.Locale ?? old.Locale,
                TimeZone = change.TimeZone ?? old.TimeZone,
                UpdatedAt = now,
            },
        };
    }
}
