namespace Messaging.Authoring;

/// <summary>What to preview.</summary>
public sealed record PreviewRequest
{
    /// <summary>The channel.</summary>
    public required MessageChannel Channel { get; init; }

    /// <summary>The language of the recipient, or an empty string for the default of the application.</summary>
    public string Locale { get; init; } = "";

    /// <summary>The variant, or an empty string.</summary>
    public string Variant { get; init; } = "";

    /// <summary>The version, or null for the draft.</summary>
    public int? Version { get; init; }

    /// <summary>The values to show, as for sending; what is not given is taken from the samples of the declared variables.</summary>
    public object? Data { get; init; }

    /// <summary>The channel, locale and version.</summary>
    public override string ToString() => $"PreviewRequest {{ Channel = {Channel}, Locale = {Locale}, Version = {Version} }}";
}
