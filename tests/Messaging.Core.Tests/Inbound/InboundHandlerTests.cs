using Messaging.Inbound;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Core.Tests.Inbound;

public sealed class InboundHandlerTests
{
    [Fact]
    public async Task Handler_IsOfferedEachMessageOnce()
    {
        var calls = new Calls();
        await using var host = Host(calls);
        var first = await host.ReceiveAsync("one");
        await host.ReceiveAsync("two");
        Assert.Equal(2, await Worker(host).RunOnceAsync(default));
        Assert.Equal(0, await Worker(host).RunOnceAsync(default));
        Assert.Equal(["one", "two"], calls.Texts);
        var handled = (await host.Conversations.FindAsync(first.Id))!;
        Assert.Equal((InboundState.Handled, (short)1, (DateTimeOffset?)host.Host.Now), (handled.State, handled.Attempts, handled.HandledAt));
    }

    [Fact]
    public async Task Handler_ThatFails_IsOfferedAgainWithGrowingPauses_UntilItIsGivenUp()
    {
        var calls = new Calls { Failure = new IOException("lan@example.org") };
        await using var host = Host(calls, o => o.HandlerAttempts = 3);
        var message = await host.ReceiveAsync("one");
        foreach (var pause in new[] { 1, 2 })
        {
            Assert.Equal(1, await Worker(host).RunOnceAsync(default));
            host.Host.Clock.Advance(TimeSpan.FromMinutes(pause) - TimeSpan.FromSeconds(1));
            Assert.Equal(0, await Worker(host).RunOnceAsync(default));
            host.Host.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1, await Worker(host).RunOnceAsync(default));
        host.Host.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await Worker(host).RunOnceAsync(default));
        var page = await host.Conversations.ListInboundAsync(new InboundQuery { State = InboundState.GivenUp });
        Assert.Equal((message.Id, (short)3, "IOException"), (page.Messages.Single().Id, page.Messages[0].Attempts, page.Messages[0].LastError));

        calls.Failure = null;
        Assert.True(await host.Conversations.OfferAgainAsync(message.Id));
        Assert.False(await host.Conversations.OfferAgainAsync(message.Id));
        Assert.Equal(1, await Worker(host).RunOnceAsync(default));
        Assert.Equal(InboundState.Handled, (await host.Conversations.FindAsync(message.Id))!.State);
    }

    [Fact]
    public async Task Handler_WhoseProcessDied_IsOfferedTheMessageAgain()
    {
        var calls = new Calls();
        await using var host = Host(calls);
        var message = await host.ReceiveAsync("one");
        var store = host.Host.Get<IInboundStore>();
        Assert.True(await store.UpdateAsync(message, message with { Attempts = 1, DueAt = host.Host.Now.AddMinutes(2) }, default));
        Assert.Equal(0, await Worker(host).RunOnceAsync(default));
        host.Host.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await Worker(host).RunOnceAsync(default));
        Assert.Equal(["one"], calls.Texts);
    }

    [Fact]
    public async Task Handler_ThatHangs_IsLeftBehind()
    {
        var calls = new Calls { Hangs = true };
        await using var host = Host(calls);
        var message = await host.ReceiveAsync("one");
        var run = Worker(host).RunOnceAsync(default);
        await calls.Called.Task;
        host.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await run);
        Assert.Equal((InboundState.Waiting, "TaskCanceledException"), ((await host.Conversations.FindAsync(message.Id))!.State, (await host.Conversations.FindAsync(message.Id))!.LastError));
    }

    [Fact]
    public async Task Worker_RunningWithTheHost_HandsOverAtOnce()
    {
        var calls = new Calls();
        await using var host = Host(calls);
        await Worker(host).StartAsync(default);
        await host.ReceiveAsync("one");
        await calls.Called.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await Worker(host).StopAsync(default);
        Assert.Equal(["one"], calls.Texts);
    }

    private static InboundWorker Worker(InboundTestHost host) => host.Host.Get<InboundWorker>();

    private static InboundTestHost Host(Calls calls, Action<InboundOptions>? configure = null) => new(configure, b =>
    {
        b.Services.AddSingleton(calls);
        b.AddInboundHandler<Handler>();
    });

    private sealed class Calls
    {
        public List<string> Texts { get; } = [];

        public Exception? Failure { get; set; }

        public bool Hangs { get; init; }

        public TaskCompletionSource Called { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Handler(Calls calls) : IInboundHandler
    {
        public Task HandleAsync(InboundMessage message, CancellationToken cancellationToken)
        {
            calls.Texts.Add(message.Text);
            calls.Called.TrySetResult();
            return calls.Failure is { } failure ? throw failure : calls.Hangs ? new TaskCompletionSource().Task : Task.CompletedTask;
        }
    }
}
