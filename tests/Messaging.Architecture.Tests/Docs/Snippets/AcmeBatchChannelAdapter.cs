using System.Text;
using System.Text.Json;
using Messaging.Channels;
using Messaging.Channels.Http;

namespace Messaging.Architecture.Tests.Docs.Snippets;

/// <summary>The adapter for several messages in one call that <c>docs/writing-an-adapter.md</c> shows.</summary>
internal sealed class AcmeBatchChannelAdapter(HttpClient http, TimeProvider time) : IBatchChannelAdapter
{
    public ChannelCapabilities Capabilities { get; } = new() { MaxBatchSize = 100 };

    public async Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken) => (await SendAsync([message], cancellationToken))[0];

    public async Task<IReadOnlyList<SendOutcome>> SendAsync(IReadOnlyList<OutboundMessage> messages, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.Serialize(messages.Select(m => new { to = m.Address, text = m.Content.Text }));
        var request = new HttpRequestMessage(HttpMethod.Post, "v1/batches") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        var result = await HttpAttempt.SendAsync(http, request, time, cancellationToken);
        if (!result.TryGetAnswer(out var answer, out var outcome))
        {
            return [.. messages.Select(_ => outcome)];
        }

        var results = answer.IsSuccess ? ReadResults(answer.Body) : [];
        return [.. messages.Select((_, i) => i < results.Count ? results[i] : answer.ToOutcome())];
    }

    private static IReadOnlyList<SendOutcome> ReadResults(string body) => body.Length == 0 ? [] : [SendOutcome.Accepted(body)];
}
