using Messaging.Channels;
using Messaging.Core.Tests.Support;
using Messaging.Messages;

namespace Messaging.Core.Tests.Maintenance;

/// <summary>A provider that can be asked is asked before a message with an unknown outcome is sent again, or given up.</summary>
public sealed class StatusLookupTests
{
    [Theory]
    [InlineData(MessageCategory.Transactional)]
    [InlineData(MessageCategory.Marketing)]
    public async Task Sweep_ProviderHasIt_EndsAsAcceptedAndIsNotSentAgain(MessageCategory category)
    {
        var adapter = new AskableAdapter(_ => Task.FromResult(StatusAnswer.Taken("found-1")));
        await using var host = NewHost(adapter);
        var id = await AttemptAsync(host, category);
        await host.SweepAsync();
        var found = await host.FindAsync(id);
        Assert.Equal((DeliveryStatus.Sent, "found-1", false), (found.Delivery.StatusAt(host.Now), found.Delivery.ProviderMessageId, found.Delivery.PossibleDuplicate));
        await host.DispatchAsync();
        Assert.Equal(1, adapter.Calls);
        var query = Assert.Single(adapter.Queries);
        Assert.Equal((id, (short)1), (query.Reference.MessageId, query.Reference.Attempt));
        Assert.NotEmpty(query.IdempotencyKey);
    }

    [Fact]
    public async Task Sweep_ProviderCannotSay_IsDecidedByThePolicy()
    {
        var adapter = new AskableAdapter(_ => Task.FromResult(StatusAnswer.Undecided));
        await using var host = NewHost(adapter);
        var id = await AttemptAsync(host, MessageCategory.Transactional);
        await host.SweepAsync();
        await host.DispatchAsync();
        Assert.Equal((2, true), (adapter.Calls, (await host.FindAsync(id)).Delivery.PossibleDuplicate));
    }

    [Fact]
    public async Task Sweep_QuestionFails_IsDecidedByThePolicy()
    {
        var adapter = new AskableAdapter(_ => throw new IOException("no answer"));
        await using var host = NewHost(adapter);
        var id = await AttemptAsync(host, MessageCategory.Marketing);
        await host.SweepAsync();
        Assert.Equal((1, DeliveryStatus.Unknown), (adapter.Calls, (await host.FindAsync(id)).Delivery.StatusAt(host.Now)));
    }

    private static TestHost NewHost(AskableAdapter adapter) => new(b =>
    {
        b.AddChannel("askable", MessageChannel.Sms, _ => adapter);
        TestHost.WithoutConsent(b);
        b.Services.AddMessaging(o => o.SendHours.Clear());
    });

    private static async Task<Guid> AttemptAsync(TestHost host, MessageCategory category)
    {
        var id = await host.SendAsync(new MessageRequest
        {
            Content = new InlineContent { Text = "x" }, Channels = [MessageChannel.Sms], To = [new Recipient { Phone = "+4915112345678" }], Category = category,
            ExpiresAt = host.Now.AddDays(5),
        });
        await host.DispatchAsync();
        Assert.Equal(WorkState.Parked, (await host.FindAsync(id)).Delivery.WorkState);
        host.Clock.Advance(category == MessageCategory.Marketing ? TimeSpan.FromHours(73) : TimeSpan.FromSeconds(61));
        await host.BeatAsync();
        return id;
    }

    private sealed class AskableAdapter(Func<StatusQuery, Task<StatusAnswer>> answer) : IChannelAdapter, IStatusLookup
    {
        public ChannelCapabilities Capabilities { get; } = new();

        public int Calls { get; private set; }

        public List<StatusQuery> Queries { get; } = [];

        public Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
        {
            Calls++;
            return Task.FromResult(SendOutcome.Unknown(new SendFailure(FailureKind.Timeout, "timeout")));
        }

        public Task<StatusAnswer> FindAsync(StatusQuery query, CancellationToken cancellationToken)
        {
            Queries.Add(query);
            return answer(query);
        }
    }
}
