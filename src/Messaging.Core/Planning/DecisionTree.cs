using System.Globalization;
using Messaging.Preferences;

namespace Messaging.Planning;

/// <summary>Lays a plan open: every rule that was asked about every channel, with what it looked at. Pure.</summary>
internal static class DecisionTree
{
    /// <summary>The tree of one recipient.</summary>
    /// <param name="input">What the plan is based on.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="used">How many messages the contact of a channel got on the day of its message, and the limit; null where the category is not counted.</param>
    public static ExplainedRecipient Of(PlanInput input, RecipientPlan plan, Func<Decision, (int Used, int Limit)?> used) =>
        new(plan.Recipient.Id, plan.Recipient.Type, [.. plan.Decisions.Select(d => new ExplainedChannel(d.Channel, d.Code, d.Facts, d.DueAt, [.. Checks(input, plan, d, used(d))]))]);

    private static IEnumerable<ExplainedCheck> Checks(PlanInput input, RecipientPlan plan, Decision decision, (int Used, int Limit)? count)
    {
        var target = plan.Target;
        yield return decision.Code == DecisionCode.SuppressNoAddress || decision.Code == DecisionCode.SuppressUnknownRecipient
            ? new ExplainedCheck("address", decision.Code, decision.Facts)
            : new ExplainedCheck("address", null, decision.Device?.Facts);
        var question = MessagePlanner.QuestionOf(input, decision.Channel);
        var address = decision.Device is { } device ? device.State : target.Addresses.GetValueOrDefault(decision.Channel);
        foreach (var rule in ContactPolicy.Rules)
        {
            var refusal = rule.Check(question, target.Person, address);
            yield return new ExplainedCheck(rule.Name, refusal?.Code, refusal?.Facts ?? (rule.Name == ContactPolicy.ConsentRule && !question.RequiresConsent ? $"not needed for {question.Category}" : null));
        }

        if (MessagePlanner.ConversationOf(input, decision.Channel, address, plan.Locale, decision.DueAt) is { Facts: { } words } conversation)
        {
            yield return new ExplainedCheck("conversation", conversation.Refusal, words);
        }

        var (at, code, facts) = MessagePlanner.TimeOf(input, decision.Channel, plan.TimeZone);
        yield return new ExplainedCheck("send time", code == DecisionCode.SendNow ? null : code, facts ?? string.Create(CultureInfo.InvariantCulture, $"{at:O}"));
        yield return new ExplainedCheck(
            "expiry", decision.Code == DecisionCode.ExpireLate ? decision.Code : null, string.Create(CultureInfo.InvariantCulture, $"expires {decision.ExpiresAt:O}"));
        yield return new ExplainedCheck("routing", decision.Code == DecisionCode.SuppressNotChosen || decision.Code == DecisionCode.DeferFallback ? decision.Code : null, input.Request.Routing.ToString());
        if (count is { } known)
        {
            yield return new ExplainedCheck(
                "daily cap",
                known.Used >= known.Limit ? DecisionCode.DeferDailyCap : null,
                string.Create(CultureInfo.InvariantCulture, $"{known.Used} of {known.Limit} on {DateOnly.FromDayNumber(LocalDay.Of(decision.DueAt, plan.TimeZone)):yyyy-MM-dd} {plan.TimeZone}"),
                IsAdvisory: true);
        }
    }
}
