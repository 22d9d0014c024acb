using Messaging.Core.Tests.Support;
using Messaging.Inbound;
using Messaging.Testing;
using Messaging.TestTools.Webhooks;

namespace Messaging.Core.Tests.Inbound;

/// <summary>A host that takes inbound messages of the test vendor and answers by SMS.</summary>
internal sealed class InboundTestHost : IAsyncDisposable
{
    public const string Phone = "+15551230001";
    public const string Ours = "+15559990000";

    private int _key;

    public InboundTestHost(Action<InboundOptions>? configure = null, Action<MessagingBuilder>? more = null) => Host = new TestHost(b =>
    {
        b.AddHmac(WebhookHostExtensions.Key).AddInbound(configure).AddChannel("sms", MessageChannel.Sms, _ => Sms);
        more?.Invoke(b);
    });

    public TestHost Host { get; }

    public RecordingChannelAdapter Sms { get; } = new();

    public IConversations Conversations => Host.Get<IConversations>();

    /// <summary>Somebody writes.</summary>
    public async Task<InboundMessage> ReceiveAsync(string text, string from = Phone, string? inReplyTo = null, bool answered = false, string? key = null, string connection = "")
    {
        key ??= $"in-{++_key}";
        var entry = new { key, channel = "sms", from, to = Ours, text, inReplyTo, answered, at = Host.Now, id = $"SM{key}" };
        var answer = connection.Length == 0 ? await Host.PostTextAsync(entry) : await Host.PostTextAsync(entry, connection, connection);
        Assert.Equal(200, answer.Status);
        return (await Host.Get<IInboundStore>().ListAsync(new InboundFilter(), null, 1, default))[0];
    }

    /// <summary>Sends an SMS to somebody the application knows.</summary>
    public async Task<Guid> SendAsync(string recipient, string phone = Phone, string tenant = "", MessageCategory category = MessageCategory.Transactional) => await Host.SendAsync(new MessageRequest
    {
        Content = new InlineContent { Text = $"Hello {recipient}" },
        To = [new Recipient { Id = recipient, Type = "customer", Phone = phone, Locale = "de-AT" }],
        Channels = [MessageChannel.Sms],
        Tenant = tenant,
        Category = category,
    });

    public Task<IReadOnlyList<InboundMessage>> AllAsync() => Host.Get<IInboundStore>().ListAsync(new InboundFilter(), null, 100, default);

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
