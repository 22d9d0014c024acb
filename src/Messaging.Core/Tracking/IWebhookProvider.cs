namespace Messaging.Tracking;

/// <summary>A provider that reports back over webhooks. Implement it beside <see cref="Channels.ChannelProvider{TOptions}"/>.</summary>
public interface IWebhookProvider
{
    /// <summary>Whether an account's options allow its webhooks to be trusted.</summary>
    /// <param name="options">The options.</param>
    /// <returns>What is missing and which option to set, or null when nothing is.</returns>
    string? FindProblem(object options);

    /// <summary>Makes the parser of an account for which <see cref="FindProblem"/> found nothing.</summary>
    /// <param name="options">The options.</param>
    IWebhookParser CreateParser(object options);
}
