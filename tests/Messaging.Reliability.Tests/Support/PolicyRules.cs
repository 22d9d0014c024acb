using Messaging.Messages;
using Messaging.Reliability.Host;

namespace Messaging.Reliability.Tests.Support;

/// <summary>What a <see cref="Policy"/> means for the settings of a process, and for what is left of a message whose first call may have arrived.</summary>
public static class PolicyRules
{
    // An answer that comes after its lease was lost is kept as a report by the library itself.
    private const string LateAnswer = "messaging Accepted";

    public static MessageCategory Category(this Policy policy) => policy is Policy.Once or Policy.OnceUnderKey ? MessageCategory.Marketing : MessageCategory.Transactional;

    public static HostSettings With(this HostSettings settings, Policy policy)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings with { HonoursKeys = policy is Policy.ResendUnderKey or Policy.OnceUnderKey };
    }

    /// <summary>What is left when, after all that, the process that made the first call turns out to be alive and its answer comes in: proof of acceptance, and evidence of the second call.</summary>
    public static EndState AfterALateAnswer(this Policy policy) => policy switch
    {
        Policy.Resend => policy.AfterADoubtfulCall(wasTaken: true) with { Attempts = "1 Accepted, 2 Accepted", Events = LateAnswer, IsConfirmedDuplicate = true },
        Policy.Once => policy.AfterADoubtfulCall(wasTaken: true) with { Attempts = "1 Accepted", Events = LateAnswer, Outcome = DeliveryOutcome.Accepted, Rank = StatusRank.Accepted },
        _ => policy.AfterADoubtfulCall(wasTaken: true) with { Attempts = "1 Accepted, 2 Accepted", Events = LateAnswer },
    };

    /// <summary>What is left after a process died between the announcement of the first call and the writing of its result, and another one took over.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="wasTaken">Whether the provider had taken the first call.</param>
    public static EndState AfterADoubtfulCall(this Policy policy, bool wasTaken)
    {
        var (first, doubt) = (wasTaken ? 1 : 0, EndState.Sent with { IsAmbiguous = true, Rescues = 1 });
        return policy switch
        {
            Policy.Resend => doubt with
            {
                IsPossibleDuplicate = true, Attempt = 2, Retries = 1, Calls = 1 + first, Effects = 1 + first, Attempts = "2 Accepted", Decisions = "rescue.unknown, retry.possible-duplicate",
            },
            Policy.Once => doubt with
            {
                Outcome = DeliveryOutcome.Unknown, Rank = 0, Calls = first, Effects = first, Attempts = "", Decisions = "rescue.unknown, end.unknown",
            },
            _ => doubt with
            {
                Attempt = 2, Retries = 1, Calls = 1 + first, Effects = 1, Attempts = "2 Accepted", Decisions = "rescue.unknown, retry.under-key",
            },
        };
    }
}
