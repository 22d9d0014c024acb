using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Messaging.Providers.Resend;
using Messaging.Tracking;

namespace Messaging.Providers.Tests.Resend;

/// <summary>Posts as Resend does.</summary>
internal static class SvixPost
{
    public static readonly DateTimeOffset Now = new(2030, 1, 15, 12, 0, 0, TimeSpan.Zero);

    public static WebhookRequest Of(string body, DateTimeOffset? at = null, string id = "msg_1", params string[] secrets)
    {
        var timestamp = (at ?? Now).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signatures = (secrets.Length == 0 ? [ResendAccount.WebhookSecret] : secrets).Select(s => "v1," + Sign(s, $"{id}.{timestamp}.{body}"));
        return new WebhookRequest
        {
            Body = Encoding.UTF8.GetBytes(body),
            Headers = new Dictionary<string, string> { ["svix-id"] = id, ["svix-timestamp"] = timestamp, ["svix-signature"] = string.Join(' ', signatures) },
            ReceivedAt = Now,
        };
    }

    public static WebhookResult Parse(WebhookRequest request) => new ResendWebhookParser(ResendAccount.Options()).Parse(request);

    private static string Sign(string secret, string text) =>
        Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes(text)));
}
