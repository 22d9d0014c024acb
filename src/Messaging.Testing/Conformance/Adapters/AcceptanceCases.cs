using System.Text;
using System.Text.Json.Nodes;
using Messaging.Channels;
using Messaging.Testing.Http;

namespace Messaging.Testing.Conformance.Adapters;

/// <summary>Once the status says that the message was taken, it is taken, whatever the body says or fails to say.</summary>
internal static class AcceptanceCases
{
    private static readonly (string Name, string Body, string Type)[] Unreadable =
    [
        ("NoBody", "", ""), ("AnEmptyObject", "{}", "application/json"), ("NullIds", """{"id":null,"sid":null,"name":null,"messageId":null,"messages":null,"data":null}""", "application/json"),
        ("ANumberForAnId", """{"id":7,"sid":7,"name":7,"messageId":7,"messages":7,"data":7}""", "application/json"), ("AnArray", "[]", "application/json"), ("Garbage", "\u0001not json {", "application/json"),
        ("APage", "<html><body>OK</body></html>", "text/html"), ("DeepJson", new string('[', 10_000), "application/json"), ("TwoMebibytes", new string('x', 2 << 20), "text/plain"),
    ];

    public static IReadOnlyList<AdapterConformanceCase> All { get; } =
    [
        new("Success_WithAnId_ReturnsIt", subject => RunAsync(subject, static reply => reply)),
        new("Success_WithMoreFieldsThanKnown_ReturnsTheId", subject => RunAsync(subject, WithMoreFields)),
        new("Success_InASlowDrip_ReturnsTheId", subject => RunAsync(subject, static reply => reply.InPieces(1, static async _ => await Task.Yield()))),
        new("Success_WithoutKeepAlive_ReturnsTheId", subject => RunAsync(subject, static reply => reply, keepAlive: false)),
        new("Success_BreakingOff_IsAcceptedAllTheSame", subject => RunAsync(subject, BreakingOff, idIsSure: false)),
        .. Unreadable.Select(u => new AdapterConformanceCase($"Success_With{u.Name}_IsAcceptedWithoutAnId", subject => UnreadableAsync(subject, u.Body, u.Type))),
    ];

    private static async Task RunAsync(AdapterUnderTest subject, Func<HttpReply, HttpReply> change, bool idIsSure = true, bool keepAlive = true)
    {
        var trial = await AdapterTrial.StartAsync(subject).ConfigureAwait(false);
        await using (trial.ConfigureAwait(false))
        {
            var id = subject.Vendor.NewId(77);
            trial.Server.KeepAlive = keepAlive;
            trial.Attempts = request => change(subject.Vendor.Accept(request, [id]));
            var outcome = await trial.SendAsync().ConfigureAwait(false);
            Expect.Equal(SendOutcomeKind.Accepted, outcome.Kind, "the outcome");
            Expect.True(outcome.ProviderMessageId == id || (!idIsSure && outcome.ProviderMessageId is null), $"the vendor's id {id} is returned; found {outcome.ProviderMessageId ?? "none"}");
        }
    }

    private static async Task UnreadableAsync(AdapterUnderTest subject, string body, string type)
    {
        var trial = await AdapterTrial.StartAsync(subject).ConfigureAwait(false);
        await using (trial.ConfigureAwait(false))
        {
            trial.Attempts = request => HttpReply.Of(trial.Accepts(request).Status, body, type);
            var outcome = await trial.SendAsync().ConfigureAwait(false);
            Expect.Equal(SendOutcomeKind.Accepted, outcome.Kind, "the outcome");
            Expect.Equal(null, outcome.ProviderMessageId, "the id, of which there is none");
        }
    }

    private static HttpReply BreakingOff(HttpReply reply) =>
        reply.Body.Length > 1 ? reply.Truncated(reply.Body.Length / 2) : (reply with { Body = "{}"u8.ToArray() }).Truncated(1);

    private static HttpReply WithMoreFields(HttpReply reply)
    {
        if (reply.Body.Length > 0 && JsonNode.Parse(reply.Body.Span) is not JsonObject)
        {
            return reply;
        }

        var body = reply.Body.Length == 0 ? [] : (JsonObject)JsonNode.Parse(reply.Body.Span)!;
        body.Insert(0, "conformance_extra", new JsonObject { ["id"] = "not-this", ["list"] = new JsonArray(1, "two", null) });
        body["conformance_more"] = 1.5;
        return (reply with { Body = Encoding.UTF8.GetBytes(body.ToJsonString()) }).WithHeader("Content-Type", "application/json").WithHeader("X-Conformance", "more");
    }
}
