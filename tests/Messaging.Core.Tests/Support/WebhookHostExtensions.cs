using Messaging.TestTools.Webhooks;
using Messaging.Tracking;

namespace Messaging.Core.Tests.Support;

internal static class WebhookHostExtensions
{
    public const string Key = "the-right-key";

    /// <summary>Posts what the test vendor would, signed.</summary>
    public static Task<WebhookAnswer> PostAsync(this TestHost host, object content, string key = Key, string? connection = null) =>
        host.Get<WebhookReceiver>().ReceiveAsync(HmacProvider.ProviderName, connection, HmacPost.Of(content, key, host.Now));

    /// <summary>Posts one event.</summary>
    public static Task<WebhookAnswer> PostEventAsync(this TestHost host, object entry, string key = Key, string? connection = null) =>
        host.PostAsync(new { events = new[] { entry } }, key, connection);

    /// <summary>Posts one thing that somebody wrote.</summary>
    public static Task<WebhookAnswer> PostTextAsync(this TestHost host, object entry, string key = Key, string? connection = null) =>
        host.PostAsync(new { messages = new[] { entry } }, key, connection);
}
