using Messaging.Channels;

namespace Messaging.Tracking;

/// <summary>Takes what people wrote, before the webhook is answered.</summary>
internal interface IInboundSink
{
    /// <summary>Takes messages. When it returns, opt-outs among them hold. A call that fails may be repeated.</summary>
    /// <param name="provider">The provider's name.</param>
    /// <param name="account">The account on whose webhook they came in.</param>
    /// <param name="messages">The messages.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task TakeAsync(string provider, ProviderAccount account, IReadOnlyList<WebhookMessage> messages, CancellationToken cancellationToken);
}
