namespace Messaging.Templates;

/// <summary>What formatting depends on besides the data.</summary>
/// <param name="Locale">The BCP 47 tag that dates and amounts are written in. Never empty.</param>
/// <param name="TimeZone">The IANA zone that times are shown in. Never empty.</param>
/// <param name="Currency">The ISO 4217 code that <c>{{currency}}</c> uses when the template names none.</param>
public sealed record RenderContext(string Locale, string TimeZone, string Currency)
{
    /// <summary>The variant to take the content of, or an empty string.</summary>
    public string Variant { get; init; } = "";
}
