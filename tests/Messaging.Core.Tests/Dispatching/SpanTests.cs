using System.Collections.Concurrent;
using System.Diagnostics;
using Messaging.Core.Tests.Support;
using Messaging.Storage;
using Messaging.TestTools.Webhooks;
using Messaging.Tracking;

namespace Messaging.Core.Tests.Dispatching;

public sealed class SpanTests
{
    private const string Key = "a key of the test";

    [Fact]
    public async Task Request_IsASpan_AndTheSendLinksToIt()
    {
        using var spans = new SpanRecorder();
        await using var host = new TestHost();
        var id = await host.SendAsync();
        await host.DispatchAsync();
        var request = Assert.Single(spans.Mine, a => a.OperationName == "messaging.request");
        Assert.Equal((1, "added", ActivityKind.Producer), (request.GetTagItem("messaging.message.count"), request.GetTagItem("messaging.result"), request.Kind));
        var send = Assert.Single(spans.Mine, a => a.OperationName == "messaging.send" && Equals(a.GetTagItem("messaging.message.id"), id.ToString()));
        Assert.Equal(request.Context.SpanId, Assert.Single(send.Links).Context.SpanId);
        Assert.NotEqual(request.TraceId, send.TraceId);
        Assert.Equal(1, Assert.Single(spans.Mine, a => a.OperationName == "messaging.claim").GetTagItem("messaging.message.count"));
    }

    [Fact]
    public async Task Request_Refused_IsAnErrorWithoutItsText()
    {
        using var spans = new SpanRecorder();
        await using var host = new TestHost();
        await Assert.ThrowsAsync<InvalidMessageException>(() => host.SendAsync(TestHost.Request(null, "no address")));
        var request = Assert.Single(spans.Mine);
        Assert.Equal((ActivityStatusCode.Error, null, nameof(InvalidMessageException)), (request.Status, request.StatusDescription, request.GetTagItem("error.type")));
    }

    [Fact]
    public async Task Webhook_IsASpan_WithWhatWasAnswered()
    {
        using var spans = new SpanRecorder();
        await using var host = new TestHost(b => b.AddHmac(Key));
        await host.Get<WebhookReceiver>().ReceiveAsync("hmac", null, HmacPost.Of(new { }, "another key", host.Now));
        var webhook = Assert.Single(spans.Mine);
        Assert.Equal(
            ("messaging.webhook", "hmac", "forged", ActivityStatusCode.Error),
            (webhook.OperationName, webhook.GetTagItem("messaging.provider"), webhook.GetTagItem("messaging.result"), webhook.Status));
    }

    [Fact]
    public async Task Coalescer_MadeWhileSomethingIsTraced_BelongsToNoTrace()
    {
        using var spans = new SpanRecorder();
        var seen = new TaskCompletionSource<Activity?>();
        using var activity = spans.Start();
        await using var coalescer = new Coalescer<int, int>(1, 1, items =>
        {
            seen.SetResult(Activity.Current);
            return Task.FromResult<IReadOnlyList<int>>(items);
        });
        await coalescer.RunAsync(1);
        Assert.Null(await seen.Task);
    }

    /// <summary>The library's spans that began in the flow of one test.</summary>
    private sealed class SpanRecorder : IDisposable
    {
        private static readonly AsyncLocal<SpanRecorder?> Here = new();
        private readonly ActivityListener _listener;
        private readonly ActivitySource _source = new("test-spans");
        private readonly ConcurrentQueue<Activity> _seen = new();

        public SpanRecorder()
        {
            Here.Value = this;
            _listener = new ActivityListener
            {
                ShouldListenTo = s => s.Name == MessagingDiagnostics.ActivitySourceName || ReferenceEquals(s, _source),
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => Here.Value == this ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
                ActivityStopped = activity =>
                {
                    if (Here.Value == this)
                    {
                        _seen.Enqueue(activity);
                    }
                },
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public IReadOnlyList<Activity> Mine => [.. _seen.Where(s => s.Source.Name == MessagingDiagnostics.ActivitySourceName)];

        public Activity? Start() => _source.StartActivity("test");

        public void Dispose()
        {
            _listener.Dispose();
            _source.Dispose();
        }
    }
}
