using Messaging.Channels;
using Messaging.Core.Tests.Support;
using Messaging.Testing;

namespace Messaging.Core.Tests.Dispatching;

/// <summary>A connection on which too many calls fail is left alone, and tried again by one call.</summary>
public sealed class CircuitBreakerTests
{
    private readonly RecordingChannelAdapter _adapter = new();

    [Fact]
    public async Task Dispatch_AfterTwentyFailures_LeavesTheConnectionAloneAndTriesItWithOneMessage()
    {
        await using var host = new TestHost(email: _adapter);
        await FailAsync(host, 20);
        Assert.Equal(ConnectionState.Open, await StateAsync(host));

        var id = await host.SendAsync();
        await host.DispatchAsync();
        var waiting = await host.FindAsync(id);
        Assert.Equal((20, (short)0), (_adapter.Sent.Count, waiting.Delivery.Attempt));
        Assert.Equal(DecisionCode.DeferCircuitOpen, Assert.Single(waiting.Decisions).Code);

        for (var i = 0; i < 5; i++)
        {
            await host.SendAsync();
        }

        host.Clock.Advance(TimeSpan.FromSeconds(31));
        await host.DispatchAsync();
        Assert.Equal((21, ConnectionState.Working), (_adapter.Sent.Count, await StateAsync(host)));
        host.Clock.Advance(TimeSpan.FromSeconds(6));
        await host.DispatchAsync();
        Assert.Equal(26, _adapter.Sent.Count);
    }

    [Fact]
    public async Task Dispatch_TheOneCallFailsToo_WaitsAgain()
    {
        await using var host = new TestHost(email: _adapter);
        await FailAsync(host, 20);
        host.Clock.Advance(TimeSpan.FromSeconds(31));
        _adapter.ThenAnswer(Failure());
        await host.SendAsync();
        await host.DispatchAsync();
        Assert.Equal((21, ConnectionState.Open), (_adapter.Sent.Count, await StateAsync(host)));
    }

    [Fact]
    public async Task Dispatch_RefusalsOfMessages_SayNothingAboutTheConnection()
    {
        await using var host = new TestHost(email: _adapter);
        for (var i = 0; i < 40; i++)
        {
            _adapter.ThenAnswer(SendOutcome.Rejected(new SendFailure(FailureKind.InvalidRecipient, "550")));
            await host.SendAsync(TestHost.Request(null, $"lan{i}@example.org"));
        }

        await host.DispatchAsync();
        Assert.Equal((40, ConnectionState.Working), (_adapter.Sent.Count, await StateAsync(host)));
    }

    [Fact]
    public async Task Dispatch_OpenBreakerWithASecondConnection_GoesByThat()
    {
        var second = new RecordingChannelAdapter();
        await using var host = new TestHost(b => b.AddChannel("second", MessageChannel.Email, _ => second), _adapter);
        await FailAsync(host, 20);
        await host.DispatchAsync();
        Assert.Equal((20, 20), (_adapter.Sent.Count, second.Sent.Count));
        await host.SendAsync();
        await host.DispatchAsync();
        Assert.Equal((20, 21), (_adapter.Sent.Count, second.Sent.Count));
    }

    private static SendOutcome Failure() => SendOutcome.Retry(new SendFailure(FailureKind.Network, "connect"));

    private static async Task<ConnectionState> StateAsync(TestHost host) => (await host.Get<IConnections>().ListAsync())[0].State;

    private async Task FailAsync(TestHost host, int times)
    {
        for (var i = 0; i < times; i++)
        {
            _adapter.ThenAnswer(Failure());
            await host.SendAsync(TestHost.Request(null, $"lan{i}@example.org"));
        }

        await host.DispatchAsync();
    }
}
