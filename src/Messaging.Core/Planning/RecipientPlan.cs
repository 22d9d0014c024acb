namespace Messaging.Planning;

/// <summary>The verdicts on one recipient, one per channel of the request.</summary>
/// <param name="Recipient">The recipient.</param>
/// <param name="Locale">The language to write in.</param>
/// <param name="TimeZone">The zone to show times in.</param>
/// <param name="Decisions">The verdicts, in the order of the channels.</param>
/// <param name="Target">What the verdicts are based on.</param>
internal sealed record RecipientPlan(Recipient Recipient, string Locale, string TimeZone, IReadOnlyList<Decision> Decisions, PlanTarget Target)
{
    public override string ToString() => $"RecipientPlan {{ Target = {Target} }}";
}
