using System.Net;
using System.Security.Cryptography;
using System.Text;
using Messaging.Providers.Twilio;
using Messaging.Tracking;

namespace Messaging.Providers.Tests.Twilio.Support;

/// <summary>Makes calls as Twilio would, signed by an implementation of its own.</summary>
internal static class SignedCalls
{
    public const string Reference = "0197a4b0000070008000000000000001.0.2";

    public static string Query => $"?ref={Reference}";

    public static WebhookResult Parse(WebhookRequest request, Action<TwilioOptions>? configure = null) => new TwilioWebhookParser(Accounts.Options(configure)).Parse(request);

    public static WebhookRequest Form(string query, params (string Key, string Value)[] parameters) =>
        Request(Encoding.UTF8.GetBytes(string.Join('&', parameters.Select(p => $"{WebUtility.UrlEncode(p.Key)}={WebUtility.UrlEncode(p.Value)}"))), Sign(Accounts.Token, Accounts.WebhookUrl + query, parameters), query);

    public static WebhookRequest Status(string status, params (string Key, string Value)[] more) => Form(Query,
        [
            ("SmsSid", Accounts.MessageSid), ("SmsStatus", status), ("MessageStatus", status), ("To", "+491512345678"), ("MessageSid", Accounts.MessageSid),
            ("AccountSid", Accounts.AccountSid), ("From", "+15005550006"), ("ApiVersion", "2010-04-01"),
            .. more.Where(m => m.Key.Length > 0),
        ]);

    public static WebhookRequest Request(byte[] body, string signature, string query, string header = "X-Twilio-Signature") => new()
    {
        Body = body,
        Headers = new Dictionary<string, string>(StringComparer.Ordinal) { [header] = signature, ["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8" },
        Query = query,
        ReceivedAt = Accounts.Now,
    };

    public static string Sign(string token, string url, IEnumerable<(string Key, string Value)> parameters)
    {
        var data = url + string.Concat(parameters.Distinct().OrderBy(p => p.Key, StringComparer.Ordinal).ThenBy(p => p.Value, StringComparer.Ordinal).Select(p => p.Key + p.Value));
#pragma warning disable CA5350 // The scheme is the vendor's.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(data)));
#pragma warning restore CA5350
    }
}
