using Messaging.Channels;
using Messaging.Core.Tests.Support;
using Messaging.Dispatching;
using Messaging.Messages;
using Messaging.Storage;
using Messaging.Storage.InMemory;
using Messaging.Testing;

namespace Messaging.Core.Tests.Dispatching;

/// <summary>What becomes of a call, whatever the adapter does.</summary>
public sealed class MessageSenderTests
{
    [Fact]
    public async Task Dispatch_AdapterThatKnowsItSentNothingWhenTimeIsUp_IsRetried()
    {
        var adapter = new RecordingChannelAdapter().ThenRun(async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return SendOutcome.Retry(new SendFailure(FailureKind.Timeout, "greeting"));
        });
        await using var host = new TestHost(email: adapter);
        var id = await host.SendAsync(TestHost.Request() with { Category = MessageCategory.Marketing });
        var dispatch = host.DispatchAsync();
        await adapter.NextAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(10));
        await dispatch;
        var found = await host.FindAsync(id);
        Assert.Equal((WorkState.Queued, false, SendOutcomeKind.Retry), (found.Delivery.WorkState, found.Delivery.Ambiguous, Assert.Single(found.Attempts).Outcome));
    }

    [Fact]
    public async Task Dispatch_AdapterThatIgnoresTheEndOfItsTime_IsUnknownSoonAfter()
    {
        var never = new TaskCompletionSource<SendOutcome>();
        var adapter = new RecordingChannelAdapter().ThenRun((_, _) => never.Task);
        await using var host = new TestHost(email: adapter);
        var id = await host.SendAsync();
        var dispatch = host.DispatchAsync();
        await adapter.NextAsync();
        var timers = host.Clock.WaitForTimersAsync(1);
        host.Clock.Advance(TimeSpan.FromSeconds(10));
        await timers;
        while (!dispatch.IsCompleted)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.True((await host.FindAsync(id)).Delivery.Ambiguous);
    }

    [Fact]
    public async Task Send_WhenTheLeaseThatAnnouncedTheCallIsLost_CallsNobody()
    {
        await using var host = new TestHost();
        var id = await host.SendAsync();
        var rows = host.Get<InMemoryDatabase>();
        var claimed = new ClaimedMessage(DeliveryTransition.Claim(rows.Deliveries[id], 1), rows.Messages[id], rows.Contents[id]);
        var files = Task.FromResult<IReadOnlyDictionary<Guid, IReadOnlyList<MessageAttachment>>>(new Dictionary<Guid, IReadOnlyList<MessageAttachment>>());
        var prepared = await host.Get<MessageRunner>().PrepareAsync(claimed, files, await host.Get<ClaimFactsReader>().ReadAsync([claimed], default), "0123456789abcdef", default);
        var change = await host.Get<MessageSender>().SendAsync(prepared, new CancellationToken(canceled: true));
        Assert.Empty(host.Email.Sent);
        Assert.Equal((WorkState.Queued, SendOutcomeKind.Retry, false), (change.WorkState, change.Evidence!.Outcome, change.Ambiguous));
        Assert.Equal(WorkState.Done, (await host.Get<MessageSender>().SendAsync(prepared, default)).WorkState);
    }

    [Fact]
    public void Outcome_OfAStranger_IsBoundedAndStorable()
    {
        Assert.Equal(TimeSpan.FromHours(24), SendOutcome.Throttled(TimeSpan.MaxValue).RetryAfter);
        Assert.Equal(TimeSpan.FromSeconds(1), SendOutcome.Throttled(TimeSpan.Zero).RetryAfter);
        Assert.Equal(TimeSpan.FromHours(24), SendOutcome.Retry(new SendFailure(FailureKind.Network, "x"), TimeSpan.MaxValue).RetryAfter);
        Assert.Equal("id\uFFFDx", SendOutcome.Accepted("id\0x").ProviderMessageId);
        var failure = new SendFailure(FailureKind.Unexpected, new string('c', 49) + "\U0001F600", new string('x', 499) + "\U0001F600 more");
        Assert.Equal((49, 499), (failure.Code.Length, failure.Detail!.Length));
        Assert.Equal("a\uFFFDb", new SendFailure(FailureKind.Unexpected, "a\uD800b").Code);
    }
}
