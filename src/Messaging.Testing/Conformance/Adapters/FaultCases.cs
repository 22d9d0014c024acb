using Messaging.Channels;
using Messaging.Testing.Http;

namespace Messaging.Testing.Conformance.Adapters;

/// <summary>What a network does. Before the request was on its way nothing was sent; from then on, nobody knows.</summary>
internal static class FaultCases
{
    public static IReadOnlyList<AdapterConformanceCase> All { get; } =
    [
        new("Connection_Refused_IsCertainlyNotSent", async subject => await NotSentAsync(subject, await ClosedAsync().ConfigureAwait(false)).ConfigureAwait(false)),
        new("Name_NotFound_IsCertainlyNotSent", subject => NotSentAsync(subject, new Uri("https://conformance.invalid/"))),
        new("Tls_NotSpokenByTheServer_IsCertainlyNotSent", async subject =>
        {
            var server = new FaultyHttpServer();
            await using (server.ConfigureAwait(false))
            {
                await NotSentAsync(subject, new UriBuilder(server.BaseUrl) { Scheme = Uri.UriSchemeHttps }.Uri).ConfigureAwait(false);
            }
        }),

        // The bytes had left, and what the other side did with them cannot be seen from here.
        new("Connection_ResetBeforeTheRequestWasRead_IsUnknown", subject => UnknownAsync(subject, HttpReply.ResetBeforeReading)),
        new("Connection_ResetAfterTheRequestWasRead_IsUnknown", subject => UnknownAsync(subject, HttpReply.ResetAfterReading)),
        new("Connection_ClosedWithoutAnAnswer_IsUnknown", subject => UnknownAsync(subject, HttpReply.CloseWithoutAnswer)),
        new("Answer_ThatIsNoHttp_IsUnknown", subject => UnknownAsync(subject, HttpReply.Nonsense("220 mail.example.org ESMTP\r\n"))),
        new("Answer_BreakingOffInTheStatusLine_IsUnknown", subject => UnknownAsync(subject, HttpReply.Nonsense("HTTP/1.1 2"))),
        new("Answer_BreakingOffInTheHeaders_IsUnknown", subject => UnknownAsync(subject, HttpReply.Nonsense("HTTP/1.1 200 OK\r\nContent-Le"))),
        new("Call_AfterAFault_SucceedsAgain", async subject =>
        {
            var trial = await AdapterTrial.StartAsync(subject).ConfigureAwait(false);
            await using (trial.ConfigureAwait(false))
            {
                await trial.Next(HttpReply.ResetAfterReading).SendAsync().ConfigureAwait(false);
                Expect.Equal(SendOutcomeKind.Accepted, (await trial.SendAsync().ConfigureAwait(false)).Kind, "the outcome of the next call");
            }
        }),
    ];

    private static async Task UnknownAsync(AdapterUnderTest subject, HttpReply fault)
    {
        var trial = await AdapterTrial.StartAsync(subject).ConfigureAwait(false);
        await using (trial.ConfigureAwait(false))
        {
            // A connection that was open before, then a new one.
            foreach (var keepAlive in new[] { true, false })
            {
                trial.Server.KeepAlive = keepAlive;
                await trial.SendAsync().ConfigureAwait(false);
                var read = fault.Fault == ReplyFault.ResetBeforeReading ? 0 : 1;
                var outcome = await trial.Next(fault).SendAsync(requests: read).ConfigureAwait(false);
                Expect.Equal(SendOutcomeKind.Unknown, outcome.Kind, keepAlive ? "the outcome on a connection that was open" : "the outcome on a new connection");
            }
        }
    }

    private static async Task NotSentAsync(AdapterUnderTest subject, Uri baseUrl)
    {
        var trial = AdapterTrial.At(subject, baseUrl);
        await using (trial.ConfigureAwait(false))
        {
            var outcome = await trial.SendAsync(requests: 0).ConfigureAwait(false);
            Expect.Equal(SendOutcomeKind.Retry, outcome.Kind, "the outcome");
            Expect.True(outcome.Failure?.Kind is FailureKind.Network or FailureKind.Timeout, $"a failure of the class Network; found {outcome.Failure?.Kind}");
        }
    }

    private static async Task<Uri> ClosedAsync()
    {
        var server = new FaultyHttpServer();
        await server.DisposeAsync().ConfigureAwait(false);
        return server.BaseUrl;
    }
}
