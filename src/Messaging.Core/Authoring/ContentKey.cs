namespace Messaging.Authoring;

/// <summary>Names one content of a template.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Locale">The language, or an empty string for the default.</param>
/// <param name="Variant">The variant, or an empty string.</param>
public sealed record ContentKey(MessageChannel Channel, string Locale = "", string Variant = "")
{
    /// <summary>The channel and the locale.</summary>
    public override string ToString() => $"ContentKey {{ Channel = {Channel}, Locale = {Locale} }}";
}
