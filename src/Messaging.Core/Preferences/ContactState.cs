using System.Text.Json;

namespace Messaging.Preferences;

/// <summary>Everything that holds about one contact now, kept as one document so that a single look-up tells all. What led to it is in the entries.</summary>
internal sealed record ContactState
{
    /// <summary>A contact of whom nothing is known.</summary>
    public static ContactState Empty { get; } = new();

    /// <summary>What the person wants, or null when nothing was recorded.</summary>
    public RecipientPreferences? Preferences { get; init; }

    /// <summary>The latest word by channel and topic.</summary>
    public IReadOnlyList<Consent> Consents { get; init; } = [];

    /// <summary>The opt-outs that stand.</summary>
    public IReadOnlyList<OptOut> OptOuts { get; init; } = [];

    /// <summary>The suppressions, those that have ended included until the next change.</summary>
    public IReadOnlyList<SuppressionMark> Suppressions { get; init; } = [];

    /// <summary>The soft bounces that still count.</summary>
    public IReadOnlyList<SoftBounce> SoftBounces { get; init; } = [];

    public static ContactState Parse(string json) => JsonSerializer.Deserialize(json, ContactJson.Default.ContactState)!;

    public string ToJson() => JsonSerializer.Serialize(this, ContactJson.Default.ContactState);

    public override string ToString() => nameof(ContactState);
}
