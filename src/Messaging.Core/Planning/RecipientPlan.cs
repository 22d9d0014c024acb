namespace Messaging.Planning;

/// <summary>The verdicts on one recipient, one per channel of the request.</summary>
/// <param name="Recipient">The recipient.</param>
/// <param name="Locale">The language to write in.</param>
/// <param name="TimeZone">The zone to show times in.</param>
/// <param name="Decisions">The verdicts, in the order of the channels.</param>
internal sealed record RecipientPlan(Recipient Recipient, string Locale, string TimeZone, IReadOnlyList<Decision> Decisions);
