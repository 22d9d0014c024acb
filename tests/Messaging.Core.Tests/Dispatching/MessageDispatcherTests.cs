using Messaging.Channels;
using Messaging.Core.Tests.Support;
using Messaging.Dispatching;
using Messaging.Messages;
using Messaging.Storage;
using Messaging.Testing;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Messaging.Core.Tests.Dispatching;

public sealed class MessageDispatcherTests
{
    [Fact]
    public async Task Dispatch_SendsWhatIsDueAndRecordsIt()
    {
        await using var host = new TestHost();
        var id = await host.SendAsync();
        Assert.Equal(1, await host.DispatchAsync());
        var sent = Assert.Single(host.Email.Sent);
        Assert.Equal(("lan@example.org", "Hello", "Body", 1), (sent.Address, sent.Content.Subject, sent.Content.Text, sent.Attempt));
        Assert.Matches("^[A-Za-z0-9._-]{1,64}$", sent.IdempotencyKey);
        var found = await host.FindAsync(id);
        Assert.Equal((DeliveryStatus.Sent, $"test-{id:N}"), (found.Delivery.StatusAt(host.Now), found.Delivery.ProviderMessageId));
        Assert.Equal((SendOutcomeKind.Accepted, "email"), (Assert.Single(found.Attempts).Outcome, found.Attempts[0].Connection));
        Assert.Equal(0, await host.DispatchAsync());
    }

    [Fact]
    public async Task Dispatch_WeightedTenant_GetsItsShareOfEveryClaim()
    {
        await using var host = new TestHost(b => b.ConfigureDispatcher(o => (o.MaxInFlight, o.ClaimSize) = (40, 40)));
        await host.Get<IQueues>().SetWeightAsync(new QueueScope("heavy"), 3, "test");
        foreach (var tenant in new[] { "heavy", "light" })
        {
            await host.Client.SendAsync(TestHost.Request(null, [.. Enumerable.Range(0, 200).Select(i => $"{tenant}{i}@example.org")]) with { Tenant = tenant });
        }

        for (var i = 0; i < 5; i++)
        {
            await host.DispatchAsync();
        }

        var shares = host.Email.Sent.CountBy(m => m.Tenant).ToDictionary();
        Assert.Equal(200, shares.Values.Sum());
        Assert.InRange(shares["heavy"] / (double)shares["light"], 2.2, 3.5);
    }

    [Fact]
    public async Task Dispatch_RefusedFourTimes_FollowsTheLadderAndSucceeds()
    {
        var adapter = new RecordingChannelAdapter();
        for (var i = 0; i < 4; i++)
        {
            adapter.ThenAnswer(SendOutcome.Retry(new SendFailure(FailureKind.Temporary, "451 4.3.0", "come back")));
        }

        await using var host = new TestHost(email: adapter);
        var id = await host.SendAsync();
        foreach (var minutes in new[] { 1, 5, 15, 60 })
        {
            await host.DispatchAsync();
            var waiting = (await host.FindAsync(id)).Delivery.DueAt - host.Now;
            Assert.InRange(waiting.TotalMinutes, minutes * 0.8, minutes * 1.2);
            Assert.Equal(0, await host.DispatchAsync());
            host.Clock.Advance(waiting);
        }

        await host.DispatchAsync();
        Assert.Equal(5, adapter.Sent.Count);
        Assert.Single(adapter.Sent.Select(m => m.IdempotencyKey).Distinct(StringComparer.Ordinal));
        Assert.Equal(DeliveryStatus.Sent, (await host.FindAsync(id)).Delivery.StatusAt(host.Now));
    }

    [Fact]
    public async Task Dispatch_RefusedTooOften_IsDeadAndCanBeRequeued()
    {
        var adapter = new RecordingChannelAdapter();
        for (var i = 0; i < 5; i++)
        {
            adapter.ThenAnswer(SendOutcome.Retry(new SendFailure(FailureKind.Network, "refused")));
        }

        await using var host = new TestHost(email: adapter);
        var id = await host.SendAsync();
        for (var i = 0; i < 5; i++)
        {
            await host.DispatchAsync();
            host.Clock.Advance(TimeSpan.FromMinutes(72));
        }

        var dead = await host.FindAsync(id);
        Assert.Equal((DeliveryStatus.Failed, DeliveryOutcome.Exhausted, 5), (dead.Delivery.StatusAt(host.Now), dead.Delivery.Outcome, dead.Attempts.Count));
        Assert.Equal(RequeueResult.Requeued, await host.Client.RequeueAsync(id, "provider is back"));
        await host.DispatchAsync();
        var revived = await host.FindAsync(id);
        Assert.Equal((DeliveryStatus.Sent, (short)1), (revived.Delivery.StatusAt(host.Now), revived.Delivery.Generation));
        Assert.Equal(2, adapter.Sent.Select(m => m.IdempotencyKey).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Dispatch_AdapterThrows_IsUnknownAndResentFlaggedAfterTheGrace()
    {
        var adapter = new RecordingChannelAdapter().ThenRun((_, _) => throw new InvalidOperationException("secret lan@example.org"));
        await using var host = new TestHost(email: adapter);
        var id = await host.SendAsync();
        await host.DispatchAsync();
        Assert.Equal(DeliveryStatus.Unknown, (await host.FindAsync(id)).Delivery.StatusAt(host.Now));
        await host.SweepAsync();
        Assert.Equal(0, await host.DispatchAsync());
        host.Clock.Advance(TimeSpan.FromSeconds(60));
        await host.SweepAsync();
        var flagged = await host.FindAsync(id);
        Assert.True(flagged.Delivery.PossibleDuplicate);
        Assert.Single(adapter.Sent);
        await host.DispatchAsync();
        Assert.Equal(2, adapter.Sent.Count);
        Assert.DoesNotContain("secret", Assert.Single(flagged.Attempts).FailureCode, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispatch_MarketingUnknown_IsNeverSentAgain()
    {
        var adapter = new RecordingChannelAdapter().ThenAnswer(SendOutcome.Unknown(new SendFailure(FailureKind.Timeout, "timeout")));
        await using var host = new TestHost(TestHost.WithoutConsent, adapter);
        var id = await host.SendAsync(TestHost.Request() with { Category = MessageCategory.Marketing });
        await host.DispatchAsync();
        host.Clock.Advance(TimeSpan.FromHours(72));
        await host.SweepAsync();
        await host.DispatchAsync();
        var ended = await host.FindAsync(id);
        Assert.Equal((WorkState.Done, DeliveryOutcome.Unknown), (ended.Delivery.WorkState, ended.Delivery.Outcome));
        Assert.Single(adapter.Sent);
        Assert.Contains(ended.Decisions, d => d.Code == DecisionCode.EndUnknown);
    }

    [Fact]
    public async Task Dispatch_UnknownUnderAnHonouredKey_RepeatsTheSameContentUnflagged()
    {
        var adapter = new RecordingChannelAdapter { Capabilities = new() { IdempotencyWindow = TimeSpan.FromHours(24) } }
            .ThenAnswer(SendOutcome.Unknown(new SendFailure(FailureKind.Timeout, "timeout")));
        await using var host = new TestHost(TestHost.WithoutConsent, adapter);
        var id = await host.SendAsync(TestHost.Request() with { Category = MessageCategory.Marketing });
        await host.DispatchAsync();
        Assert.NotNull((await host.FindAsync(id)).Content!.Payload);
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await host.SweepAsync();
        await host.DispatchAsync();
        Assert.Equal(2, adapter.Sent.Count);
        Assert.Equal(adapter.Sent[0].IdempotencyKey, adapter.Sent[1].IdempotencyKey);
        Assert.Equal(adapter.Sent[0].Content, adapter.Sent[1].Content);
        var ended = await host.FindAsync(id);
        Assert.False(ended.Delivery.PossibleDuplicate);
        Assert.Equal(DeliveryStatus.Sent, ended.Delivery.StatusAt(host.Now));
    }

    [Fact]
    public async Task Dispatch_ConfigurationFailure_PausesTheConnectionAndCostsNoAttempt()
    {
        var adapter = new RecordingChannelAdapter().ThenAnswer(SendOutcome.Retry(new SendFailure(FailureKind.Configuration, "535 5.7.8")));
        await using var host = new TestHost(email: adapter);
        var first = await host.SendAsync();
        await host.DispatchAsync();
        var second = await host.SendAsync();
        await host.DispatchAsync();
        Assert.Single(adapter.Sent);
        Assert.Equal(0, (await host.FindAsync(first)).Delivery.RetryCount);
        Assert.Equal(DecisionCode.DeferConnectionPaused, Assert.Single((await host.FindAsync(second)).Decisions).Code);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, await host.DispatchAsync());
        Assert.Equal(DeliveryStatus.Sent, (await host.FindAsync(second)).Delivery.StatusAt(host.Now));
    }

    [Fact]
    public async Task Dispatch_NoAdapter_WaitsAndSaysSo()
    {
        await using var host = new TestHost(b => b.Services.AddMessaging(o => { o.SendOnly = true; o.Channels = [MessageChannel.Sms]; }));
        var id = await host.SendAsync(TestHost.Request() with { To = [new Recipient { Phone = "+491701234567" }], Channels = [MessageChannel.Sms] });
        await host.DispatchAsync();
        var waiting = await host.FindAsync(id);
        Assert.Equal((DeliveryStatus.Queued, (short)0), (waiting.Delivery.WorkState == WorkState.Queued ? DeliveryStatus.Queued : DeliveryStatus.Failed, waiting.Delivery.Attempt));
        Assert.Equal(DecisionCode.DeferNoAdapter, Assert.Single(waiting.Decisions).Code);
    }

    [Fact]
    public async Task Dispatch_LateMessage_ExpiresUnsent()
    {
        await using var host = new TestHost();
        var id = await host.SendAsync(TestHost.Request() with { Category = MessageCategory.Security });
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        await host.DispatchAsync();
        Assert.Empty(host.Email.Sent);
        Assert.Equal(DeliveryStatus.Expired, (await host.FindAsync(id)).Delivery.StatusAt(host.Now));
    }

    [Fact]
    public async Task Dispatch_CancelledWhileClaimed_IsNotSent()
    {
        await using var host = new TestHost();
        var id = await host.SendAsync();
        await host.BeatAsync();
        var lease = host.Get<DispatcherLease>();
        var lane = (await host.FindAsync(id)).Delivery.LaneKey;
        var claimed = await host.Get<IDeliveryStore>().ClaimAsync(lease.Epoch, [new LaneQuota(lane, 1)], host.Now, default);
        Assert.Equal(CancelResult.Requested, await host.Client.CancelAsync(id, "changed my mind"));
        await host.Get<HeldMessages>().ReserveAsync(1, default);
        await host.Get<DeliveryPipeline>().AcceptAsync(claimed);
        Assert.Empty(host.Email.Sent);
        Assert.Equal(DeliveryStatus.Cancelled, (await host.FindAsync(id)).Delivery.StatusAt(host.Now));
    }

    [Fact]
    public async Task Dispatch_MessageOfALostLease_IsNotSent()
    {
        await using var host = new TestHost();
        await host.SendAsync();
        await host.BeatAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(14));
        host.Get<DispatchSignal>().Notify();
        var (claimed, ended) = await host.Get<MessageDispatcher>().RunOnceAsync(default);
        await ended;
        Assert.Equal(1, claimed);
        Assert.Empty(host.Email.Sent);
        Assert.True(host.Get<HeldMessages>().HasStranded);

        // With the next heartbeat the message is given back and sent, and no attempt was used.
        await host.DispatchAsync();
        await host.DispatchAsync();
        Assert.Equal(1, Assert.Single(host.Email.Sent).Attempt);
    }

    [Fact]
    public async Task Dispatch_Poison_IsGivenUpAfterThreeRescuesAndOthersGoOn()
    {
        await using var host = new TestHost();
        var poison = await host.SendAsync();
        for (var i = 0; i < 3; i++)
        {
            var lane = (await host.FindAsync(poison)).Delivery.LaneKey;
            await host.Get<IDeliveryStore>().ClaimAsync(1_000 + i, [new LaneQuota(lane, 1)], host.Now, default);
            await host.SweepAsync();
        }

        var healthy = await host.SendAsync();
        await host.DispatchAsync();
        Assert.Equal((DeliveryOutcome.Poison, DeliveryStatus.Failed), ((await host.FindAsync(poison)).Delivery.Outcome, (await host.FindAsync(poison)).Delivery.StatusAt(host.Now)));
        Assert.Equal(DeliveryStatus.Sent, (await host.FindAsync(healthy)).Delivery.StatusAt(host.Now));
    }

    [Fact]
    public async Task Dispatch_Attachments_ReachTheAdapter()
    {
        await using var host = new TestHost();
        await host.SendAsync(TestHost.Request() with { Attachments = [new MessageAttachment { FileName = "Đặt phòng.pdf", ContentType = "application/pdf", Content = new byte[] { 1, 2, 3 } }] });
        await host.DispatchAsync();
        var attachment = Assert.Single(Assert.Single(host.Email.Sent).Attachments);
        Assert.Equal(("Đặt phòng.pdf", "application/pdf"), (attachment.FileName, attachment.ContentType));
        Assert.Equal([1, 2, 3], attachment.Content.ToArray());
    }

    [Fact]
    public async Task Dispatch_UrgentFirst_AndEveryTenantGetsItsShare()
    {
        await using var host = new TestHost(b => b.ConfigureDispatcher(o => { o.ClaimSize = 10; o.MaxInFlight = 10; }));
        for (var i = 0; i < 50; i++)
        {
            await host.SendAsync(TestHost.Request() with { Tenant = "large" });
        }

        await host.SendAsync(TestHost.Request() with { Tenant = "small" });
        await host.SendAsync(TestHost.Request() with { Tenant = "large", Priority = MessagePriority.Urgent });
        await host.DispatchAsync();
        Assert.Contains(host.Email.Sent, m => m.Tenant == "small");
        Assert.Contains(host.Email.Sent, m => m.Tenant == "large");
        Assert.True(host.Email.Sent.Count <= 10);
    }
}
