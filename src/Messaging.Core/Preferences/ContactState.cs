using System.Text.Json;

namespace Messaging.Preferences;

/// <summary>Everything that holds about one contact now, kept as one document so that a single look-up tells all. What led to it is in the entries.</summary>
/// <remarks>Immutable. A change that changes nothing returns the same state.</remarks>
internal sealed record ContactState
{
    private const int SoftBouncesToSuppress = 5;
    private const int MaxInbound = 20;
    private static readonly TimeSpan SoftBounceMemory = TimeSpan.FromDays(14);
    private static readonly TimeSpan SoftBounceSuppression = TimeSpan.FromDays(30);
    private static readonly IReadOnlyDictionary<string, DateTimeOffset> NeverWrote = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);

    /// <summary>A contact of whom nothing is known.</summary>
    public static ContactState Empty { get; } = new();

    /// <summary>What the person wants, or null when nothing was recorded.</summary>
    public RecipientPreferences? Preferences { get; init; }

    /// <summary>The latest word by channel and topic.</summary>
    public IReadOnlyList<Consent> Consents { get; init => field = value ?? []; } = [];

    /// <summary>The opt-outs that stand.</summary>
    public IReadOnlyList<OptOut> OptOuts { get; init => field = value ?? []; } = [];

    /// <summary>The suppressions, those that have ended included until the next change.</summary>
    public IReadOnlyList<SuppressionMark> Suppressions { get; init => field = value ?? []; } = [];

    /// <summary>The soft bounces that still count.</summary>
    public IReadOnlyList<SoftBounce> SoftBounces { get; init => field = value ?? []; } = [];

    /// <summary>When the contact last wrote, by <c>channel:receiving address</c>. The 20 newest are kept.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Inbound { get; init => field = value ?? NeverWrote; } = NeverWrote;

    public static ContactState Parse(string json) => JsonSerializer.Deserialize(json, ContactJson.Default.ContactState)!;

    public string ToJson() => JsonSerializer.Serialize(this, ContactJson.Default.ContactState);

    /// <summary>The latest word about a channel and topic. An older one that arrives late does not replace a newer one.</summary>
    public ContactState With(Consent consent)
    {
        var same = Consents.FirstOrDefault(c => c.Channel == consent.Channel && string.Equals(c.Topic, consent.Topic, StringComparison.Ordinal));
        if (same is not null && (same.At > consent.At || (same.At == consent.At && same.Action == ConsentAction.Withdraw)))
        {
            return this;
        }

        // Asking gives nothing and takes nothing away: neither what was given, nor the word of somebody who withdrew.
        return consent.Action == ConsentAction.Request && same is { Action: ConsentAction.Grant or ConsentAction.Withdraw }
            ? this
            : this with { Consents = [consent, .. Consents.Where(c => c != same)] };
    }

    public ContactState With(OptOut optOut) =>
        OptOuts.Any(o => o.Channel == optOut.Channel) ? this : this with { OptOuts = [.. OptOuts, optOut] };

    /// <summary>Lifts the opt-out of a channel, or with none named, all. What was said before an opt-out and comes in after it lifts nothing.</summary>
    public ContactState WithoutOptOut(MessageChannel channel, DateTimeOffset? saidAt = null)
    {
        // An opt-out of all is lifted by wanting all again, and not by a word about one channel.
        var left = OptOuts.Where(o => (!channel.IsEmpty && o.Channel != channel) || o.At > saidAt).ToList();
        return left.Count == OptOuts.Count ? this : this with { OptOuts = left };
    }

    public ContactState With(SuppressionMark mark)
    {
        var same = Suppressions.FirstOrDefault(s => s.Channel == mark.Channel && s.Reason == mark.Reason);
        if (same is not null && (same.Until is not { } until || (mark.Until is { } longer && longer <= until)))
        {
            return this;
        }

        return this with { Suppressions = [.. Suppressions.Where(s => s != same && (s.Until is not { } end || end > mark.At)), mark] };
    }

    public ContactState WithoutSuppressions() =>
        Suppressions.Count == 0 && SoftBounces.Count == 0 ? this : this with { Suppressions = [], SoftBounces = [] };

    /// <summary>Counts a soft bounce; the fifth within two weeks suppresses.</summary>
    public ContactState WithSoftBounce(MessageChannel channel, DateTimeOffset at, string source)
    {
        var counted = SoftBounces.Where(b => b.At > at - SoftBounceMemory).Append(new SoftBounce(channel, at)).ToList();
        return counted.Count(b => b.Channel == channel) < SoftBouncesToSuppress
            ? this with { SoftBounces = counted }
            : (this with { SoftBounces = [.. counted.Where(b => b.Channel != channel)] }).With(new SuppressionMark(channel, SuppressionReason.SoftBounce, at, at + SoftBounceSuppression, source));
    }

    public ContactState With(PreferenceChange change, DateTimeOffset now)
    {
        var old = Preferences ?? new RecipientPreferences();
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

        return this with
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

    /// <summary>Notes that the contact wrote. What happened before the last that is known, or before all that are kept, changes nothing.</summary>
    public ContactState WithInbound(MessageChannel channel, string to, DateTimeOffset at)
    {
        var key = KeyOf(channel, to);
        if (Inbound.TryGetValue(key, out var known) && known >= at)
        {
            return this;
        }

        var kept = new Dictionary<string, DateTimeOffset>(Inbound, StringComparer.Ordinal) { [key] = at };
        if (kept.Count > MaxInbound)
        {
            kept.Remove(kept.MinBy(i => (i.Value, i.Key)).Key);
        }

        return kept.ContainsKey(key) ? this with { Inbound = kept } : this;
    }

    /// <summary>When the contact last wrote on a channel, to one of the host's addresses or with null to whichever, or null.</summary>
    public DateTimeOffset? LastInboundAt(MessageChannel channel, string? to = null)
    {
        if (to is not null)
        {
            return Inbound.TryGetValue(KeyOf(channel, to), out var known) ? known : null;
        }

        var prefix = KeyOf(channel, "");
        DateTimeOffset? last = null;
        foreach (var (key, at) in Inbound)
        {
            last = key.StartsWith(prefix, StringComparison.Ordinal) && (last is null || at > last) ? at : last;
        }

        return last;
    }

    public override string ToString() => nameof(ContactState);

    private static string KeyOf(MessageChannel channel, string to) => $"{channel.Value}:{to}";
}
