using Messaging.Channels;
using Messaging.Testing.Http;

namespace Messaging.Testing.Conformance.Adapters;

/// <summary>One adapter against one server. Every call is watched: it must come back without throwing, make the expected number of requests and give nothing away.</summary>
internal sealed class AdapterTrial : IAsyncDisposable
{
    private readonly CapturedLogs _logs = new();
    private readonly Leaks _leaks;
    private readonly AdapterEnvironment _environment;
    private readonly Queue<HttpReply> _replies = new();
    private int _warmUps;
    private volatile ConformanceException? _unreadable;

    private AdapterTrial(AdapterUnderTest subject, Uri? baseUrl)
    {
        Subject = subject;
        _leaks = new Leaks(subject);
        Server.Handler = Reply;
        _environment = new AdapterEnvironment(baseUrl ?? Server.BaseUrl, Time, _logs);
        Adapter = subject.Create(_environment);
    }

    public AdapterUnderTest Subject { get; }

    public VendorScript Vendor => Subject.Vendor;

    public FaultyHttpServer Server { get; } = new();

    public ManualTimeProvider Time { get; } = new();

    public IChannelAdapter Adapter { get; }

    /// <summary>Answers attempts for which nothing is queued. By default it takes every message, under the id of its place in the request.</summary>
    public Func<ReceivedRequest, HttpReply>? Attempts { get; set; }

    /// <summary>The attempts, without what the vendor's script calls an aside.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => [.. Server.Requests.Where(r => Vendor.Aside(r) is null).Skip(_warmUps)];

    /// <summary>Makes an adapter that has called its vendor once, so that tokens are there and a connection is open.</summary>
    public static async Task<AdapterTrial> StartAsync(AdapterUnderTest subject)
    {
        var trial = new AdapterTrial(subject, null);
        var first = await trial.SendAsync(subject.MessageOf(99_999)).ConfigureAwait(false);
        Expect.Equal(SendOutcomeKind.Accepted, first.Kind, "the outcome of a first, ordinary call");
        trial._warmUps = 1;
        for (var i = trial.Server.Requests.Count; i > 0; i--)
        {
            await trial.Server.NextAsync().ConfigureAwait(false);
        }

        return trial;
    }

    /// <summary>Makes an adapter whose vendor is somewhere else.</summary>
    public static AdapterTrial At(AdapterUnderTest subject, Uri baseUrl) => new(subject, baseUrl);

    /// <summary>Says how the next attempt is answered.</summary>
    public AdapterTrial Next(HttpReply reply)
    {
        if (reply.Fault == ReplyFault.ResetBeforeReading)
        {
            Server.ThenAnswer(reply);
        }
        else
        {
            _replies.Enqueue(reply);
        }

        return this;
    }

    public HttpReply Accepts(ReceivedRequest request) => Vendor.Accept(request, Ids(Read(request).Count));

    /// <summary>Reads a request as the vendor would, which it may not be able to.</summary>
    public IReadOnlyList<VendorMessage> Read(ReceivedRequest request)
    {
        try
        {
            return Vendor.Read(request);
        }
        catch (Exception e) when (e is not ConformanceException)
        {
            throw new ConformanceException($"The vendor could not read the request ({request.Method}, {request.Body.Length} bytes): {e.GetType().Name}.");
        }
    }

    public IReadOnlyList<string> Ids(int count) => [.. Enumerable.Range(1, count).Select(Vendor.NewId)];

    /// <summary>Sends a message by itself and sees to it that this made so many requests.</summary>
    public async Task<SendOutcome> SendAsync(OutboundMessage? message = null, int requests = 1, CancellationToken cancellationToken = default)
    {
        var sent = message ?? Subject.MessageOf(1);
        return (await WatchAsync([sent], async () => [await Adapter.SendAsync(sent, cancellationToken).ConfigureAwait(false)], requests).ConfigureAwait(false))[0];
    }

    /// <summary>Sends messages in one call.</summary>
    public async Task<IReadOnlyList<SendOutcome>> SendBatchAsync(IReadOnlyList<OutboundMessage> messages, int requests = 1, CancellationToken cancellationToken = default)
    {
        var batch = Adapter as IBatchChannelAdapter ?? throw new ConformanceException("The vendor's script has batches, and the adapter is no IBatchChannelAdapter.");
        var outcomes = await WatchAsync(messages, () => batch.SendAsync(messages, cancellationToken), requests).ConfigureAwait(false);
        Expect.Equal(messages.Count, outcomes.Count, "the number of outcomes of a batch");
        return outcomes;
    }

    /// <summary>Waits for the next attempt to have arrived in full.</summary>
    public async Task<ReceivedRequest> ArrivalAsync()
    {
        while (true)
        {
            var request = await Deadline.Of(Server.NextAsync().AsTask(), Subject.Patience, "The request").ConfigureAwait(false);
            if (Vendor.Aside(request) is null)
            {
                return request;
            }
        }
    }

    /// <summary>Runs calls without counting their requests, as for many at once.</summary>
    public async Task<IReadOnlyList<SendOutcome>> WatchAsync(IReadOnlyList<OutboundMessage> messages, Func<Task<IReadOnlyList<SendOutcome>>> send, int? requests = null)
    {
        var before = Requests.Count;
        IReadOnlyList<SendOutcome> outcomes;
        try
        {
            outcomes = await Deadline.Of(Task.Run(send), Subject.Patience, "The call").ConfigureAwait(false);
        }
        catch (Exception e) when (e is not ConformanceException)
        {
            _leaks.Check("An exception", e.ToString(), messages);
            throw new ConformanceException($"Expected failures are outcomes, and the adapter threw {e.GetType().Name}.");
        }

        if (_unreadable is { } unreadable)
        {
            throw unreadable;
        }

        foreach (var outcome in outcomes)
        {
            _leaks.Check("An outcome", $"{outcome} {outcome.Failure} {outcome.Failure?.Code}", messages);
            _leaks.CheckSecrets("The detail of a failure", outcome.Failure?.Detail);
        }

        _leaks.Check("A log line", _logs.Text, messages);
        _leaks.Check("ToString() of the adapter", Adapter.ToString(), messages);
        if (requests is { } expected)
        {
            Expect.Equal(expected, Requests.Count - before, "the number of requests that a call made");
        }

        return outcomes;
    }

    public void CheckTargets(IReadOnlyList<OutboundMessage> messages) => _leaks.Check("The address of a request", string.Join(' ', Requests.Select(r => Uri.UnescapeDataString(r.Target))), messages);

    public async ValueTask DisposeAsync()
    {
        if (Adapter is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            (Adapter as IDisposable)?.Dispose();
        }

        _environment.Dispose();
        await Server.DisposeAsync().ConfigureAwait(false);
    }

    private HttpReply Reply(ReceivedRequest request)
    {
        if (Vendor.Aside(request) is { } aside)
        {
            return aside;
        }

        lock (_replies)
        {
            if (_replies.TryDequeue(out var reply))
            {
                return reply;
            }
        }

        try
        {
            return (Attempts ?? Accepts)(request);
        }
        catch (ConformanceException e)
        {
            _unreadable = e;
            return HttpReply.Of(400);
        }
    }
}
