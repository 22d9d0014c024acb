using Messaging.Channels;
using Messaging.Messages;
using Messaging.Reliability.Host.Ledgers;
using Messaging.Reliability.Tests.Support;

namespace Messaging.Reliability.Tests.Controls;

/// <summary>That the comparison of the histories notices each of the five things that may not be.</summary>
public sealed class VerdictTests
{
    private static readonly Delivery Sent = new()
    {
        Id = Guid.NewGuid(),
        Channel = MessageChannel.Email,
        LaneKey = 1,
        WorkState = WorkState.Done,
        Outcome = DeliveryOutcome.Accepted,
        StatusRank = StatusRank.Accepted,
        Attempt = 1,
        DueAt = DateTimeOffset.UnixEpoch,
        ExpiresAt = DateTimeOffset.UnixEpoch,
    };

    private static readonly LedgerEntry Taken = new(Sent.Id, 1, "key", "node", "guest@example.org", IsRepeat: false);

    private static readonly Histories Agreeing = new()
    {
        Told = [Sent.Id],
        Ledger = [Taken],
        Deliveries = [Sent],
        Attempts = [new MessageAttempt { DeliveryId = Sent.Id, Attempt = 1, Outcome = SendOutcomeKind.Accepted }],
    };

    [Fact]
    public void Agreeing_AreClean() => Assert.Equal(Verdict.Clean(1), Verdict.Of(Agreeing));

    [Fact]
    public void AcceptedButNotInTheLedger_IsLost() => Assert.Equal(1, Verdict.Of(Agreeing with { Ledger = [] }).Lost);

    [Fact]
    public void ToldButNotInTheTables_IsLost() => Assert.Equal(1, Verdict.Of(Agreeing with { Told = [Sent.Id, Guid.NewGuid()] }).Lost);

    [Fact]
    public void TakenTwice_IsADuplicateAndUnflaggedUnlessMarked()
    {
        var twice = Agreeing with { Ledger = [Taken, Taken with { Node = "other" }] };
        var marked = Verdict.Of(twice with { Deliveries = [Sent with { PossibleDuplicate = true }] });
        Assert.Equal((1, 1, 1, 0), (Verdict.Of(twice).Duplicate, Verdict.Of(twice).Unflagged, marked.Duplicate, marked.Unflagged));
    }

    [Fact]
    public void TakenButNotStored_IsAPhantom() => Assert.Equal(1, Verdict.Of(Agreeing with { Ledger = [Taken, Taken with { MessageId = Guid.NewGuid() }] }).Phantom);

    [Fact]
    public void LessThanItsAttemptProves_IsRegressed() => Assert.Equal(1, Verdict.Of(Agreeing with { Deliveries = [Sent with { StatusRank = 0 }] }).Regressed);

    [Fact]
    public void SeenGoingBack_IsRegressed() => Assert.Equal(1, Verdict.Of(Agreeing with { Regressed = [Sent.Id] }).Regressed);

    [Fact]
    public void Watch_EachStepBack_IsLess()
    {
        Delivery[] back =
        [
            Sent with { WorkState = WorkState.Queued }, Sent with { StatusRank = 0 }, Sent with { Attempt = 0 }, Sent with { LeaseToken = -1 },
        ];
        Assert.All(back, now => Assert.True(StatusWatch.IsLess(now, Sent)));
        Assert.True(StatusWatch.IsLess(Sent, Sent with { PossibleDuplicate = true }));
        Assert.False(StatusWatch.IsLess(Sent with { StatusRank = StatusRank.Delivered, LeaseToken = 1, Ambiguous = true }, Sent));
        Assert.False(StatusWatch.IsLess(Sent with { Generation = 1, WorkState = WorkState.Queued, StatusRank = 0 }, Sent));
    }
}
