namespace Messaging.Links;

/// <summary>What a link is for. A token made for one purpose is invalid for every other. The set is open: a host may add purposes of its own.</summary>
/// <param name="Value">1 to 32 lower-case letters, digits and hyphens: also the path of the page, as in <c>https://example.org/m/unsubscribe/…</c>.</param>
public readonly record struct LinkPurpose(string Value)
{
    private const int MaxLength = 32;

    /// <summary>Stops marketing, on one click and without signing in. Reusable; 400 days by default.</summary>
    public static LinkPurpose Unsubscribe { get; } = new("unsubscribe");

    /// <summary>Opens the page on which people choose channels, topics and language. Reusable; 400 days by default.</summary>
    public static LinkPurpose Preferences { get; } = new("preferences");

    /// <summary>Proves that an address is its owner's. Single use; 24 hours by default.</summary>
    public static LinkPurpose Verification { get; } = new("verify");

    /// <summary>Lets somebody choose a new password, on a page of the host. Single use; 15 minutes by default.</summary>
    public static LinkPurpose PasswordReset { get; } = new("reset");

    /// <summary>Pays an invoice, named by <see cref="LinkRequest.Subject"/>, on a page of the host. Reusable until the time the host gives.</summary>
    public static LinkPurpose Payment { get; } = new("pay");

    /// <summary>Whether the value can be used.</summary>
    internal bool IsValid => Value is { Length: > 0 and <= MaxLength } && Value.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>The value.</summary>
    public override string ToString() => Value ?? "";
}
