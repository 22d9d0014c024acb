namespace Messaging.Planning;

/// <summary>What the routing of a request must be like.</summary>
internal static class RoutingRules
{
    private const int MaxSteps = 5;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(7);

    public static void Check(MessageRequest request, List<MessageError> errors)
    {
        var steps = request.Routing.Steps;
        if (steps.Count == 0)
        {
            return;
        }

        const string target = nameof(request.Routing);
        if (request.Channels.Count > 0)
        {
            errors.Add(new(nameof(request.Channels), "A chain names its channels itself. Leave Channels empty, or use Routing.All or Routing.FirstAvailable."));
        }

        if (steps.Count is < 2 or > MaxSteps)
        {
            errors.Add(new(target, $"A chain has 2 to {MaxSteps} steps."));
        }

        if (steps.Select(s => s.Channel).Distinct().Count() < steps.Count)
        {
            errors.Add(new(target, "Each step names another channel."));
            return;
        }

        for (var i = 1; i < steps.Count; i++)
        {
            if (!Enum.IsDefined(steps[i].When))
            {
                errors.Add(new($"{target}[{i}].{nameof(FallbackStep.When)}", "This is not a condition."));
            }

            if (steps[i].After < TimeSpan.Zero || steps[i].After > LongestDelay || (steps[i].After < TimeSpan.FromSeconds(1) && steps[i].When != FallbackWhen.Failed))
            {
                errors.Add(new($"{target}[{i}].{nameof(FallbackStep.After)}", $"Wait one second to {LongestDelay.TotalDays} days; only FallbackWhen.Failed needs no delay."));
            }
        }
    }
}
