using System.Globalization;
using System.Text.Json;
using Messaging.Tracking;

namespace Messaging.TestTools.Webhooks;

/// <summary>What the vendor posts: an object as JSON, with the headers that prove it.</summary>
public static class HmacPost
{
    public static WebhookRequest Of(object content, string key, DateTimeOffset now) => Of(JsonSerializer.SerializeToUtf8Bytes(content), key, now);

    public static WebhookRequest Of(byte[] body, string key, DateTimeOffset now) => new() { Body = body, Headers = Headers(body, key, now), ReceivedAt = now };

    public static Dictionary<string, string> Headers(byte[] body, string key, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [HmacWebhookParser.TimeHeader] = timestamp,
            [HmacWebhookParser.SignatureHeader] = HmacWebhookParser.Sign(key, timestamp, body),
        };
    }
}
