namespace Messaging.Tracking;

/// <summary>Reads what a provider posts: first whether it is authentic, on the bytes as they came, then what it says.</summary>
/// <remarks>Thread-safe and pure but for the clock. Signatures are compared in constant time. Throws nothing for anything a stranger may post.</remarks>
public interface IWebhookParser
{
    /// <summary>Reads a request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>What it says, or why it is not believed.</returns>
    WebhookResult Parse(WebhookRequest request);
}
