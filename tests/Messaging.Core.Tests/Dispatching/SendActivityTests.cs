using System.Collections.Concurrent;
using System.Diagnostics;
using Messaging.Channels;
using Messaging.Core.Tests.Support;
using Messaging.Testing;

namespace Messaging.Core.Tests.Dispatching;

public sealed class SendActivityTests
{
    [Fact]
    public async Task Send_LinksToTheRequest_AndCarriesNoAddress()
    {
        var seen = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name is MessagingDiagnostics.ActivitySourceName or "test",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = seen.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("test");
        await using var host = new TestHost(email: new RecordingChannelAdapter().ThenAnswer(SendOutcome.Retry(new SendFailure(FailureKind.Temporary, "451", "lan@example.org is busy"))));
        ActivityContext request;
        Guid id;
        using (var activity = source.StartActivity("request")!)
        {
            request = activity.Context;
            id = await host.SendAsync();
        }

        await host.DispatchAsync();
        var send = Assert.Single(seen, a => a.OperationName == "messaging.send" && Equals(a.GetTagItem("messaging.message.id"), id.ToString()));
        Assert.Equal(request.TraceId, Assert.Single(send.Links).Context.TraceId);
        Assert.Equal(("retry", ActivityStatusCode.Error, "451"), (send.GetTagItem("messaging.outcome"), send.Status, send.StatusDescription));
        Assert.DoesNotContain(send.TagObjects, t => t.Value?.ToString()?.Contains("example.org", StringComparison.Ordinal) == true);
    }
}
