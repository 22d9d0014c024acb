using Messaging.Channels;
using Messaging.Core.Tests.Support;
using Messaging.Messages;
using Messaging.Preferences;
using Messaging.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Core.Tests.Dispatching;

/// <summary>What a recipient said counts until the very call: for messages that wait, for those that are claimed, and for those that are being sent.</summary>
public sealed class RecipientGateTests
{
    private static readonly Contact Address = Contact.Address(MessageChannel.Email, "lan@example.org");

    [Fact]
    public async Task OptOut_AfterPlanning_StopsTheQueuedMessage()
    {
        await using var host = new TestHost();
        var id = await host.SendAsync();
        await host.Get<IOptOuts>().OptOutAsync(Address, MessageChannel.Email, "phone");
        await host.DispatchAsync();
        await AssertSuppressedAsync(host, id, DecisionCode.SuppressOptedOut);
    }

    [Fact]
    public async Task OptOut_BetweenTheCheckAndTheStartMark_StopsTheClaimedMessage()
    {
        await using var host = new TestHost(b => b.Services.AddSingleton<IDeliveryStore>(s => new InterruptedStore(
            ActivatorUtilities.CreateInstance<Messaging.Storage.InMemory.InMemoryDeliveryStore>(s), () => s.GetRequiredService<IOptOuts>().OptOutAsync(Address, default, "phone"))));
        var id = await host.SendAsync();
        await host.DispatchAsync();
        await AssertSuppressedAsync(host, id, DecisionCode.SuppressOptedOut);
    }

    [Fact]
    public async Task ChangeThatSaysNothingAgainst_BetweenTheCheckAndTheStartMark_SendsOnce()
    {
        var changes = 0;
        await using var host = new TestHost(b => b.Services.AddSingleton<IDeliveryStore>(s => new InterruptedStore(
            ActivatorUtilities.CreateInstance<Messaging.Storage.InMemory.InMemoryDeliveryStore>(s),
            () => changes++ == 0 ? s.GetRequiredService<IConsents>().RecordAsync(new ConsentChange { Contact = Address, Action = ConsentAction.Withdraw }) : Task.CompletedTask)));
        await host.SendAsync();
        await host.DispatchAsync();
        Assert.Single(host.Email.Sent);
    }

    [Fact]
    public async Task Contact_ThatNeverRests_PutsTheMessageOffWithoutAnAttempt()
    {
        var changes = 0;
        await using var host = new TestHost(b => b.Services.AddSingleton<IDeliveryStore>(s => new InterruptedStore(
            ActivatorUtilities.CreateInstance<Messaging.Storage.InMemory.InMemoryDeliveryStore>(s),
            () => changes++ < 6 ? s.GetRequiredService<IConsents>().RecordAsync(new ConsentChange { Contact = Address, Action = ConsentAction.Withdraw, Topic = $"t{changes}" }) : Task.CompletedTask)));
        var id = await host.SendAsync();
        await host.DispatchAsync();
        var found = await host.FindAsync(id);
        Assert.Equal((WorkState.Queued, (short)0, DecisionCode.DeferContactChanged), (found.Delivery.WorkState, found.Delivery.Attempt, Assert.Single(found.Decisions).Code));
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.DispatchAsync();
        Assert.Single(host.Email.Sent);
    }

    [Theory]
    [InlineData(SuppressionReason.HardBounce)]
    [InlineData(SuppressionReason.Complaint)]
    [InlineData(SuppressionReason.Manual)]
    [InlineData(SuppressionReason.Erased)]
    public async Task Suppressed_ByEveryWayOfSending_InEverySpelling_IsNotSent(SuppressionReason reason)
    {
        await using var host = new TestHost();
        var failed = await FailedAsync(host);
        var queued = await host.SendAsync();
        await host.Get<ISuppressions>().ReportAsync(new SuppressionReport { Contact = Address, Reason = reason, Source = "test" });
        foreach (var address in new[] { "lan@example.org", "LAN@Example.ORG", "lan+invoice@example.org", "Lan+x.y@EXAMPLE.org" })
        {
            var receipt = await host.Client.SendAsync(TestHost.Request(emails: address));
            Assert.Equal(DecisionCode.SuppressAddress, receipt.Messages[0].Code);
            await host.Client.SendManyAsync(TestHost.Request() with { To = [] }, One(new Recipient { Id = "x", Email = address }));
        }

        await host.Client.ResendAsync(queued);
        Assert.Equal(RequeueResult.Requeued, await host.Client.RequeueAsync(failed, "try"));
        await host.DispatchAsync();
        await host.DispatchAsync();
        Assert.DoesNotContain(host.Email.Sent, m => m.Id != failed);
        await AssertSuppressedAsync(host, queued, DecisionCode.SuppressAddress);
        Assert.Equal(DeliveryOutcome.Suppressed, (await host.FindAsync(failed)).Delivery.Outcome);
        Assert.True(await host.Get<ISuppressions>().ReleaseAsync(Address, "mended", "anna"));
        await host.SendAsync();
        await host.DispatchAsync();
        Assert.Equal(2, host.Email.Sent.Count);
    }

    [Fact]
    public async Task InApp_AdHocAddress_IsAskedAndCountedLikeAnyOther()
    {
        await using var host = new TestHost(b => b.AddInApp().Services.AddMessaging(o => o.DailyCap = 2));
        var request = TestHost.Request() with { Channels = [MessageChannel.InApp], To = [new Recipient { Addresses = new Dictionary<MessageChannel, string> { [MessageChannel.InApp] = "u8" } }] };
        for (var i = 0; i < 4; i++)
        {
            await host.SendAsync(request);
        }

        await host.DispatchAsync();
        Assert.Equal(2, await host.Get<Messaging.Inbox.IInbox>().CountUnreadAsync("u8"));
        await host.Get<IOptOuts>().OptOutAsync(Contact.Address(MessageChannel.InApp, "u8"), default, "phone");
        Assert.Equal(DecisionCode.SuppressOptedOut, (await host.Client.SendAsync(request)).Messages[0].Code);
    }

    [Fact]
    public async Task HardBounce_StopsEvenSecurityMessages_OptOutDoesNot()
    {
        await using var host = new TestHost();
        await host.Get<IOptOuts>().OptOutAsync(Address, default, "phone");
        var security = TestHost.Request() with { Category = MessageCategory.Security };
        await host.SendAsync(security);
        await host.DispatchAsync();
        Assert.Single(host.Email.Sent);
        await host.Get<ISuppressions>().ReportAsync(new SuppressionReport { Contact = Address, Reason = SuppressionReason.HardBounce });
        Assert.Equal(DecisionCode.SuppressAddress, (await host.Client.SendAsync(security)).Messages[0].Code);
    }

    [Fact]
    public async Task DailyCap_TheEleventh_WaitsForTheRecipientsNextDay()
    {
        await using var host = new TestHost(b => b.Services.AddMessaging(o => o.DefaultTimeZone = "Asia/Ho_Chi_Minh"));
        var to = new Recipient { Id = "lan", Email = "lan@example.org" };
        var request = TestHost.Request() with { To = [to], ExpiresAt = host.Now.AddDays(3) };
        for (var i = 0; i < 12; i++)
        {
            await host.SendAsync(request);
        }

        await host.DispatchAsync();
        Assert.Equal(10, host.Email.Sent.Count);
        var explained = (await host.Client.ExplainAsync(request)).Recipients[0].Channels[0].Checks.Single(c => c.IsAdvisory);
        Assert.Equal((DecisionCode.DeferDailyCap, true), (explained.Code!.Value, explained.Facts!.StartsWith("10 of 10 on ", StringComparison.Ordinal)));
        var waiting = (await host.Client.ListAsync(new MessageQuery())).Messages.Where(m => m.Delivery.WorkState == WorkState.Queued).ToList();
        Assert.Equal(2, waiting.Count);
        var midnight = LocalDay.EndOf(LocalDay.Of(host.Now, "Asia/Ho_Chi_Minh"), "Asia/Ho_Chi_Minh");
        Assert.All(waiting, w => Assert.Equal((midnight, (short)0), (w.Delivery.DueAt, w.Delivery.Attempt)));
        Assert.Equal(TimeSpan.FromHours(17), midnight.TimeOfDay);
        await host.SendAsync(request with { Category = MessageCategory.Security });
        await host.DispatchAsync();
        Assert.Equal(11, host.Email.Sent.Count);
        host.Clock.Advance(midnight - host.Now);
        await host.DispatchAsync();
        Assert.Equal(13, host.Email.Sent.Count);
    }

    [Fact]
    public async Task DailyCap_Retries_CountOnce_AndWorthlessMessagesExpire()
    {
        await using var host = new TestHost(b => b.Services.AddMessaging(o => o.DailyCap = 1));
        host.Email.ThenAnswer(SendOutcome.Retry(new SendFailure(FailureKind.Network, "x")));
        var first = await host.SendAsync();
        var second = await host.SendAsync(TestHost.Request() with { ExpiresAt = host.Now.AddHours(1) });
        await host.DispatchAsync();
        Assert.Equal(DeliveryOutcome.Expired, (await host.FindAsync(second)).Delivery.Outcome);
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await host.DispatchAsync();
        Assert.Equal(DeliveryStatus.Sent, (await host.FindAsync(first)).Delivery.StatusAt(host.Now));
        Assert.Equal(1, host.Get<Messaging.Storage.InMemory.InMemoryDatabase>().DailyCounts.Values.Single());
    }

    private static async Task<Guid> FailedAsync(TestHost host)
    {
        host.Email.ThenAnswer(SendOutcome.Rejected(new SendFailure(FailureKind.Refused, "550")));
        var id = await host.SendAsync();
        await host.DispatchAsync();
        return id;
    }

    private static async Task AssertSuppressedAsync(TestHost host, Guid id, DecisionCode code)
    {
        var found = await host.FindAsync(id);
        Assert.Empty(found.Attempts);
        Assert.Equal((DeliveryOutcome.Suppressed, code), (found.Delivery.Outcome, Assert.Single(found.Decisions).Code));
    }

    private static async IAsyncEnumerable<Recipient> One(Recipient recipient)
    {
        await Task.CompletedTask;
        yield return recipient;
    }

    /// <summary>Lets something happen right before each start mark.</summary>
    private sealed class InterruptedStore(IDeliveryStore inner, Func<Task> interrupt) : IDeliveryStore
    {
        public Task<Heartbeat> HeartbeatAsync(long epoch, string node, TimeSpan timeToLive, bool isNew, CancellationToken cancellationToken) =>
            inner.HeartbeatAsync(epoch, node, timeToLive, isNew, cancellationToken);

        public Task<IReadOnlyList<Lane>> FindLanesAsync(CancellationToken cancellationToken) => inner.FindLanesAsync(cancellationToken);

        public Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(long epoch, IReadOnlyList<LaneQuota> quotas, DateTimeOffset now, CancellationToken cancellationToken) =>
            inner.ClaimAsync(epoch, quotas, now, cancellationToken);

        public Task<IReadOnlyList<ChainLink>> FindChainsAsync(IReadOnlyCollection<Guid> firstIds, CancellationToken cancellationToken) => inner.FindChainsAsync(firstIds, cancellationToken);

        public async Task<IReadOnlyDictionary<Guid, StartVerdict>> StartAsync(IReadOnlyList<DeliveryStart> starts, DateTimeOffset now, CancellationToken cancellationToken)
        {
            await interrupt();
            return await inner.StartAsync(starts, now, cancellationToken);
        }

        public Task<IReadOnlySet<Guid>> RecordAsync(IReadOnlyList<DeliveryChange> changes, DateTimeOffset now, CancellationToken cancellationToken) => inner.RecordAsync(changes, now, cancellationToken);
    }
}
