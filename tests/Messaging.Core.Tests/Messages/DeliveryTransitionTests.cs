using Messaging.Channels;
using Messaging.Messages;

namespace Messaging.Core.Tests.Messages;

public sealed class DeliveryTransitionTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly DeliveryRules Rules = DeliveryRules.Default;

    [Fact]
    public void Complete_Accepted_EndsWithTheProvidersId()
    {
        var next = After(Started(), SendOutcome.Accepted("p1"));
        Assert.Equal((WorkState.Done, DeliveryOutcome.Accepted, StatusRank.Accepted, "p1"), (next.WorkState, next.Outcome, next.StatusRank, next.ProviderMessageId));
        Assert.Equal(Now, next.FinishedAt);
        Assert.Null(next.OwnerEpoch);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 5)]
    [InlineData(2, 15)]
    [InlineData(3, 60)]
    public void Complete_Retry_WaitsOneFiveFifteenSixtyMinutes(short retries, int minutes)
    {
        var next = After(Started() with { RetryCount = retries }, Refusal());
        Assert.Equal((WorkState.Queued, Now.AddMinutes(minutes), retries + 1), (next.WorkState, next.DueAt, next.RetryCount));
    }

    [Fact]
    public void Complete_RetryAfterTheLastDelay_EndsExhausted()
    {
        var next = After(Started() with { RetryCount = 4 }, Refusal());
        Assert.Equal((WorkState.Done, DeliveryOutcome.Exhausted), (next.WorkState, next.Outcome));
    }

    [Fact]
    public void Complete_RetryBeyondExpiry_EndsExhausted()
    {
        var next = After(Started() with { ExpiresAt = Now.AddMinutes(1) }, Refusal());
        Assert.Equal(DeliveryOutcome.Exhausted, next.Outcome);
    }

    [Fact]
    public void Complete_RetryNeverBeforeTheProvidersWish()
    {
        var next = After(Started(), SendOutcome.Retry(new SendFailure(FailureKind.Temporary, "450"), TimeSpan.FromMinutes(7)));
        Assert.Equal(Now.AddMinutes(7), next.DueAt);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Complete_ThrottledOrMisconfigured_UsesUpNoAttempt(bool throttled)
    {
        var outcome = throttled ? SendOutcome.Throttled(TimeSpan.FromSeconds(90)) : SendOutcome.Retry(new SendFailure(FailureKind.Configuration, "535 5.7.8"));
        var change = Change(Started() with { RetryCount = 3 }, outcome);
        Assert.Equal((WorkState.Queued, (short)3), (change.WorkState, change.RetryCount));
        Assert.Equal(throttled ? Now.AddSeconds(90) : Now.AddMinutes(1), change.DueAt);
        Assert.Equal(throttled ? DecisionCode.DeferThrottled : DecisionCode.DeferConnectionPaused, change.Decision!.Code);
    }

    [Fact]
    public void Complete_ThrottledBeyondExpiry_EndsExpired() =>
        Assert.Equal(DeliveryOutcome.Expired, After(Started(), SendOutcome.Throttled(TimeSpan.FromDays(2))).Outcome);

    [Theory]
    [InlineData(DeliveryPolicy.AtLeastOnce, 60)]
    [InlineData(DeliveryPolicy.AtMostOnce, 72 * 3600)]
    public void Complete_Unknown_IsParkedUntilItsPolicyDecides(DeliveryPolicy policy, int seconds)
    {
        var next = After(Started() with { Policy = policy }, Ambiguity());
        Assert.Equal((WorkState.Parked, true, Now.AddSeconds(seconds)), (next.WorkState, next.Ambiguous, next.DueAt));
        Assert.Equal(DeliveryStatus.Unknown, next.StatusAt(Now));
    }

    [Fact]
    public void Complete_UnknownUnderAKey_WaitsOnlyAsLongAsARetry()
    {
        var next = After(Started() with { Policy = DeliveryPolicy.AtMostOnce, KeyExpiresAt = Now.AddHours(1) }, Ambiguity());
        Assert.Equal((WorkState.Parked, Now.AddMinutes(1)), (next.WorkState, next.DueAt));
    }

    [Theory]
    [InlineData(SendOutcomeKind.Rejected)]
    [InlineData(SendOutcomeKind.Retry)]
    public void Complete_FailureAfterAnAmbiguousAttempt_NeverSaysFailed(SendOutcomeKind kind)
    {
        var outcome = kind == SendOutcomeKind.Rejected ? SendOutcome.Rejected(new SendFailure(FailureKind.Refused, "554")) : Refusal();
        Assert.Equal(DeliveryOutcome.Unknown, After(Started() with { Ambiguous = true, RetryCount = 4 }, outcome).Outcome);
    }

    [Fact]
    public void Merge_ProofThatCameFirst_WinsOverEveryFailure()
    {
        var delivered = Started() with { StatusRank = StatusRank.Delivered };
        foreach (var outcome in new[] { Refusal(), Ambiguity(), SendOutcome.Rejected(new SendFailure(FailureKind.Refused, "554")), SendOutcome.Accepted("p") })
        {
            var next = DeliveryTransition.Merge(delivered, Change(Started(), outcome), Now);
            Assert.Equal((WorkState.Done, DeliveryOutcome.Accepted, StatusRank.Delivered), (next.WorkState, next.Outcome, next.StatusRank));
        }
    }

    [Fact]
    public void Merge_TwoProviderIds_ConfirmsADuplicate()
    {
        var next = DeliveryTransition.Merge(Started() with { ProviderMessageId = "first" }, Change(Started(), SendOutcome.Accepted("second")), Now);
        Assert.True(next.DuplicateConfirmed);
        Assert.Equal("first", next.ProviderMessageId);
    }

    [Fact]
    public void Rescue_NotStarted_GoesBackUncounted_ThirdTimeIsPoison()
    {
        var claimed = Claimed();
        var once = DeliveryTransition.Rescue(claimed, Rules, Now);
        Assert.Equal((WorkState.Queued, (short)1, (short)0), (once.WorkState, once.RescueCount, once.RetryCount));
        var third = DeliveryTransition.Rescue(claimed with { RescueCount = 2 }, Rules, Now);
        Assert.Equal((WorkState.Done, DeliveryOutcome.Poison, DecisionCode.FailPoison), (third.WorkState, third.Outcome, third.Decision!.Code));
    }

    [Fact]
    public void Rescue_NotAlone_WaitsItsTurnAndIsNotPoisonYet()
    {
        var third = DeliveryTransition.Rescue(Claimed() with { RescueCount = 2 }, Rules, Now, apart: TimeSpan.FromSeconds(4));
        Assert.Equal((WorkState.Queued, (short)3, Now.AddSeconds(4)), (third.WorkState, third.RescueCount, third.DueAt));
    }

    [Fact]
    public void Rescue_Started_IsNeverRequeued()
    {
        var parked = DeliveryTransition.Rescue(Started() with { RescueCount = 9 }, Rules, Now);
        Assert.Equal((WorkState.Parked, true), (parked.WorkState, parked.Ambiguous));
    }

    [Fact]
    public void Rescue_StartedUnderAKey_NeedNotWait() =>
        Assert.Equal(Now, DeliveryTransition.Rescue(Started() with { KeyExpiresAt = Now.AddHours(1) }, Rules, Now).DueAt);

    [Theory]
    [InlineData(DeliveryPolicy.AtLeastOnce, false, WorkState.Queued, true)]
    [InlineData(DeliveryPolicy.AtMostOnce, false, WorkState.Done, false)]
    [InlineData(DeliveryPolicy.AtMostOnce, true, WorkState.Queued, false)]
    [InlineData(DeliveryPolicy.AtLeastOnce, true, WorkState.Queued, false)]
    public void Resolve_ByPolicyAndKey(DeliveryPolicy policy, bool underKey, WorkState expected, bool flagged)
    {
        var parked = Started() with { WorkState = WorkState.Parked, Ambiguous = true, Policy = policy, KeyExpiresAt = underKey ? Now.AddMinutes(1) : null };
        var change = DeliveryTransition.Resolve(parked, Rules, Now);
        Assert.Equal((expected, flagged), (change.WorkState, change.PossibleDuplicate));
        Assert.Equal(expected == WorkState.Done ? DeliveryOutcome.Unknown : DeliveryOutcome.None, change.Outcome);
    }

    [Fact]
    public void Resolve_ExpiredOrOutOfRetries_EndsUnknown()
    {
        var parked = Started() with { WorkState = WorkState.Parked, Ambiguous = true };
        Assert.Equal(DeliveryOutcome.Unknown, DeliveryTransition.Resolve(parked with { RetryCount = 4 }, Rules, Now).Outcome);
        Assert.Equal(DeliveryOutcome.Unknown, DeliveryTransition.Resolve(parked with { ExpiresAt = Now }, Rules, Now).Outcome);
    }

    [Fact]
    public void Apply_ReportsNeverLowerTheRank()
    {
        var delivery = Claimed();
        foreach (var kind in new[] { MessageEventKind.Delivered, MessageEventKind.Sent, MessageEventKind.Accepted, MessageEventKind.Deferred })
        {
            delivery = DeliveryTransition.Apply(delivery, Report(kind), Now);
        }

        Assert.Equal(StatusRank.Delivered, delivery.StatusRank);
    }

    [Fact]
    public void Apply_LateBounceOfAnEmail_OutranksDelivery_LateDeliveryOfAText_OutranksFailure()
    {
        var email = DeliveryTransition.Apply(Done(MessageChannel.Email, StatusRank.Delivered), Report(MessageEventKind.Bounced), Now);
        Assert.Equal(DeliveryStatus.Bounced, email.StatusAt(Now));
        var text = DeliveryTransition.Apply(Done(MessageChannel.Sms, StatusRank.Failed), Report(MessageEventKind.Delivered), Now);
        Assert.Equal(DeliveryStatus.Delivered, text.StatusAt(Now));
    }

    [Fact]
    public void Apply_OlderAttemptsFailure_ChangesNothing()
    {
        var second = Started() with { Attempt = 2 };
        Assert.Equal(second, DeliveryTransition.Apply(second, Report(MessageEventKind.Bounced) with { Attempt = 1 }, Now));
    }

    [Fact]
    public void Apply_EarlierGeneration_ChangesNothing()
    {
        var replayed = Claimed() with { Generation = 1 };
        Assert.Same(replayed, DeliveryTransition.Apply(replayed, Report(MessageEventKind.Delivered) with { Generation = 0 }, Now));
    }

    [Fact]
    public void Apply_ProofAfterTheEnd_UpgradesUnknown()
    {
        var unknown = Started() with { WorkState = WorkState.Done, Outcome = DeliveryOutcome.Unknown, OwnerEpoch = null, FinishedAt = Now };
        Assert.Equal(DeliveryOutcome.Accepted, DeliveryTransition.Apply(unknown, Report(MessageEventKind.Delivered), Now).Outcome);
    }

    [Theory]
    [MemberData(nameof(Permutations))]
    public void Apply_AnyOrderWithRepeats_EndsInOneStatus(MessageChannel channel, MessageEventKind[] kinds)
    {
        var ends = Orders([.. kinds, kinds[0]]).Select(order => order.Aggregate(Done(channel, StatusRank.Accepted), (d, k) => DeliveryTransition.Apply(d, Report(k), Now)).StatusAt(Now));
        Assert.Single(ends.Distinct());
    }

    public static TheoryData<MessageChannel, MessageEventKind[]> Permutations
    {
        get
        {
            var data = new TheoryData<MessageChannel, MessageEventKind[]>();
            foreach (var channel in new[] { MessageChannel.Email, MessageChannel.Sms, MessageChannel.InApp })
            {
                data.Add(channel, [MessageEventKind.Sent, MessageEventKind.Delivered, MessageEventKind.Bounced]);
                data.Add(channel, [MessageEventKind.Delivered, MessageEventKind.Failed, MessageEventKind.Opened]);
                data.Add(channel, [MessageEventKind.Accepted, MessageEventKind.Read, MessageEventKind.Dropped]);
                data.Add(channel, [MessageEventKind.Deferred, MessageEventKind.SoftBounced, MessageEventKind.Clicked]);
            }

            return data;
        }
    }

    [Fact]
    public void Cancel_OnlyBeforeTheStartMark()
    {
        Assert.Equal(DeliveryOutcome.Cancelled, DeliveryTransition.Cancel(Claimed() with { WorkState = WorkState.Queued, OwnerEpoch = null }, Now)!.Outcome);
        Assert.Equal(CancelReason.Requested, DeliveryTransition.Cancel(Claimed(), Now)!.CancelRequested);
        Assert.Null(DeliveryTransition.Cancel(Started(), Now));
        Assert.Null(DeliveryTransition.Cancel(Done(MessageChannel.Email, StatusRank.Accepted), Now));
    }

    [Fact]
    public void Replay_StartsAfresh_AndRemembersThatItMayDouble()
    {
        var unknown = Started() with { WorkState = WorkState.Done, Outcome = DeliveryOutcome.Unknown, Ambiguous = true, RetryCount = 3, OwnerEpoch = null, FinishedAt = Now };
        Assert.True(DeliveryTransition.CanReplay(unknown));
        var next = DeliveryTransition.Replay(unknown, Now.AddHours(1), Now);
        Assert.Equal((WorkState.Queued, 1, 0, 0, false, true), (next.WorkState, (int)next.Generation, (int)next.Attempt, (int)next.RetryCount, next.Ambiguous, next.PossibleDuplicate));
        Assert.False(DeliveryTransition.CanReplay(Done(MessageChannel.Email, StatusRank.Accepted)));
    }

    private static Delivery Claimed() => new()
    {
        Id = new Guid("0193a000-0000-7000-8000-000000000001"),
        Channel = MessageChannel.Email,
        LaneKey = 1,
        WorkState = WorkState.Leased,
        OwnerEpoch = 7,
        LeaseToken = 1,
        DueAt = Now,
        ExpiresAt = Now.AddHours(24),
    };

    private static Delivery Started() => Claimed() with { StartedAt = Now, Attempt = 1 };

    private static Delivery Done(MessageChannel channel, short rank) =>
        Started() with { Channel = channel, WorkState = WorkState.Done, Outcome = DeliveryOutcome.Accepted, StatusRank = rank, OwnerEpoch = null, FinishedAt = Now };

    private static SendOutcome Refusal() => SendOutcome.Retry(new SendFailure(FailureKind.Temporary, "451"));

    private static SendOutcome Ambiguity() => SendOutcome.Unknown(new SendFailure(FailureKind.Timeout, "timeout"));

    private static DeliveryChange Change(Delivery delivery, SendOutcome outcome) => DeliveryTransition.Complete(delivery, outcome, null, Rules, Now, 0.5);

    private static Delivery After(Delivery delivery, SendOutcome outcome) => DeliveryTransition.Merge(delivery, Change(delivery, outcome), Now);

    private static MessageEvent Report(MessageEventKind kind) => new() { Provider = "test", EventKey = "e", Kind = kind, OccurredAt = Now, ReceivedAt = Now };

    private static IEnumerable<MessageEventKind[]> Orders(MessageEventKind[] items) =>
        items.Length == 1 ? [items] : items.SelectMany((item, i) => Orders([.. items[..i], .. items[(i + 1)..]]).Select(rest => (MessageEventKind[])[item, .. rest]));
}
