using System.Globalization;

namespace Messaging.Planning;

/// <summary>Chooses among the channels on which a recipient can be reached. Pure.</summary>
internal static class RoutePlanner
{
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(1);

    public static IReadOnlyList<Decision> Route(PlanInput input, List<Decision> decisions, string zone)
    {
        var routing = input.Request.Routing;
        if (routing.IsFirstAvailable)
        {
            ChooseFirst(decisions);
        }
        else if (routing.Steps.Count > 0)
        {
            Chain(input, decisions, zone);
        }

        return decisions;
    }

    // All devices of a person are one channel.
    private static void ChooseFirst(List<Decision> decisions)
    {
        var chosen = decisions.FindIndex(d => d.Verdict != Verdict.Suppress);
        for (var i = chosen + 1; chosen >= 0 && i < decisions.Count; i++)
        {
            if (decisions[i].Verdict != Verdict.Suppress && decisions[i].Channel != decisions[chosen].Channel)
            {
                decisions[i] = decisions[i] with { Verdict = Verdict.Suppress, Code = DecisionCode.SuppressNotChosen, Facts = $"{decisions[chosen].Channel} chosen" };
            }
        }
    }

    // Channels that are refused are passed over: the first that is not begins the chain, and each further one looks at the one before it.
    private static void Chain(PlanInput input, List<Decision> decisions, string zone)
    {
        Decision? before = null;
        short place = 0;
        for (var i = 0; i < decisions.Count; i++)
        {
            if (decisions[i].Verdict == Verdict.Suppress)
            {
                continue;
            }

            // A step is one message, whose fate decides about the next: with several it could be read on one device and unread on another.
            if (before?.Channel == decisions[i].Channel)
            {
                decisions[i] = decisions[i] with { Verdict = Verdict.Suppress, Code = DecisionCode.SuppressNotChosen, Facts = "a chain goes to the device seen last" };
                continue;
            }

            if (before is not null)
            {
                decisions[i] = After(input, before, decisions[i], input.Request.Routing.Steps.First(s => s.Channel == decisions[i].Channel), ++place, zone);
            }

            before = decisions[i].Verdict == Verdict.Suppress ? before : decisions[i];
        }
    }

    private static Decision After(PlanInput input, Decision before, Decision decision, FallbackStep step, short place, string zone)
    {
        // Without a failure to wait for there is nothing to do before the end of the one before; a janitor brings the time forward when it fails.
        var dueAt = step.When == FallbackWhen.Failed ? before.ExpiresAt : before.DueAt + step.After;
        var expiresAt = input.Request.ExpiresAt?.ToUniversalTime() ?? dueAt + input.ExpiresAfter;
        if (step.When == FallbackWhen.Failed && expiresAt <= dueAt)
        {
            dueAt = expiresAt - LastMoment;
        }

        if (input.SendHours.TryGetValue(decision.Channel, out var hours))
        {
            dueAt = hours.NextAllowed(dueAt, zone);
        }

        var facts = step.When == FallbackWhen.Failed
            ? $"if {before.Channel} fails"
            : string.Create(CultureInfo.InvariantCulture, $"if {before.Channel} is {(step.When == FallbackWhen.Unread ? "unread" : "not delivered")} after {step.After}");
        return expiresAt <= dueAt
            ? decision with { Verdict = Verdict.Suppress, Code = DecisionCode.ExpireLate, DueAt = dueAt, ExpiresAt = expiresAt, Facts = $"expires {expiresAt:O}; {facts}" }
            : decision with { Verdict = Verdict.Defer, Code = DecisionCode.DeferFallback, DueAt = dueAt, ExpiresAt = expiresAt, Facts = facts, Fallback = step, Place = place };
    }
}
