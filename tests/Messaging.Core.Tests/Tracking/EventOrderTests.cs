using Messaging.Channels;
using Messaging.Messages;

namespace Messaging.Core.Tests.Tracking;

/// <summary>Whatever order reports come in, and wherever among them the send result is recorded, a message ends in one state.</summary>
/// <remarks>
/// A state reached by some of the reports is compared with every other way to reach it by the same ones. When all of these agree, all permutations do: each is a path through them.
/// </remarks>
public sealed class EventOrderTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly MessageEventKind[] Kinds = Enum.GetValues<MessageEventKind>();

    public static TheoryData<string, SendOutcomeKind> Cases
    {
        get
        {
            var cases = new TheoryData<string, SendOutcomeKind>();
            foreach (var outcome in Enum.GetValues<SendOutcomeKind>())
            {
                cases.Add("email", outcome);
                cases.Add("sms", outcome);
            }

            cases.Add("whatsapp", SendOutcomeKind.Accepted);
            cases.Add("messenger", SendOutcomeKind.Accepted);
            cases.Add("push", SendOutcomeKind.Accepted);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void UpToFiveReportsWithRepeats_InterleavedWithTheSendResult_EndInOneState(string channel, SendOutcomeKind outcome)
    {
        var (sets, permutations) = (0, 0L);
        for (var size = 1; size <= 5; size++)
        {
            foreach (var set in Multisets(size))
            {
                Check(MessageChannel.Parse(channel), outcome, set);
                sets++;
                permutations += Factorial(size + 1);
            }
        }

        Assert.Equal(15_503, sets);
        Assert.True(permutations > 1_000_000);
    }

    [Fact]
    public void TheCheck_FindsRulesThatDependOnTheOrder()
    {
        // The last word instead of the highest: what the rank is there to prevent.
        static Delivery LastWord(Delivery delivery, MessageEvent report) => delivery with { StatusRank = StatusRank.Of(delivery.Channel, report.Kind) };
        Assert.Throws<InvalidOperationException>(() => Check(MessageChannel.Sms, SendOutcomeKind.Accepted, [MessageEventKind.Sent, MessageEventKind.Delivered], LastWord));
    }

    private static void Check(MessageChannel channel, SendOutcomeKind outcome, MessageEventKind[] kinds, Func<Delivery, MessageEvent, Delivery>? apply = null)
    {
        apply ??= (delivery, report) => DeliveryTransition.Apply(delivery, report, Now);
        var reports = kinds.Select((kind, i) => Report(kind, i)).ToArray();
        var (started, result) = Started(channel, outcome);
        var states = new Delivery?[1 << (reports.Length + 1)];
        states[0] = started;
        for (var done = 0; done < states.Length - 1; done++)
        {
            for (var next = 0; next <= reports.Length; next++)
            {
                if ((done & (1 << next)) == 0)
                {
                    var state = next == reports.Length ? DeliveryTransition.Merge(states[done]!, result with { LeaseToken = states[done]!.LeaseToken }, Now) : apply(states[done]!, reports[next]);
                    Compare(ref states[done | (1 << next)], state, kinds);
                }
            }
        }
    }

    private static void Compare(ref Delivery? known, Delivery state, MessageEventKind[] kinds)
    {
        // The token only tells writers apart.
        state = state with { LeaseToken = 0 };
        known ??= state;
        if (known != state)
        {
            throw new InvalidOperationException($"{string.Join(", ", kinds)}: {known} or {state}");
        }
    }

    private static (Delivery Started, DeliveryChange Result) Started(MessageChannel channel, SendOutcomeKind kind)
    {
        var delivery = new Delivery
        {
            Id = Guid.Parse("0192f000-0000-7000-8000-000000000001"), Channel = channel, LaneKey = 1, WorkState = WorkState.Leased, OwnerEpoch = 1, StartedAt = Now, Attempt = 1,
            DueAt = Now, ExpiresAt = Now.AddHours(24),
        };
        var failure = new SendFailure(FailureKind.Temporary, "x");
        var outcome = kind switch
        {
            SendOutcomeKind.Accepted => SendOutcome.Accepted("p"),
            SendOutcomeKind.Rejected => SendOutcome.Rejected(failure),
            SendOutcomeKind.Retry => SendOutcome.Retry(failure),
            SendOutcomeKind.Throttled => SendOutcome.Throttled(TimeSpan.FromMinutes(1)),
            _ => SendOutcome.Unknown(failure),
        };
        return (delivery, DeliveryTransition.Complete(delivery, outcome, null, new DeliveryRules(), Now, 0.5));
    }

    private static MessageEvent Report(MessageEventKind kind, int index) => new()
    {
        Provider = "order", EventKey = $"{index}", DeliveryId = Guid.Parse("0192f000-0000-7000-8000-000000000001"), Generation = 0, Attempt = 1, ProviderMessageId = "p", Kind = kind,
        OccurredAt = Now.AddSeconds(index * 7 % 5), ReceivedAt = Now,
    };

    private static IEnumerable<MessageEventKind[]> Multisets(int size, int from = 0)
    {
        if (size == 0)
        {
            return [[]];
        }

        return Enumerable.Range(from, Kinds.Length - from).SelectMany(i => Multisets(size - 1, i).Select(rest => (MessageEventKind[])[Kinds[i], .. rest]));
    }

    private static long Factorial(int n) => n <= 1 ? 1 : n * Factorial(n - 1);
}
