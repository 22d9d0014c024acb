using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Messaging.Providers.SendGrid;
using Messaging.Tracking;

namespace Messaging.Providers.Tests.SendGrid.Support;

/// <summary>Posts as SendGrid does: signed with a key of its own.</summary>
internal sealed class SignedPost : IDisposable
{
    public static readonly DateTimeOffset Now = new(2030, 1, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string PublicKey => Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo());

    public void Dispose() => _key.Dispose();

    public WebhookRequest Events(string body, DateTimeOffset? at = null, string contentType = "application/json") => Sign(Encoding.UTF8.GetBytes(body), at ?? Now, contentType);

    public WebhookRequest Sign(byte[] body, DateTimeOffset at, string contentType, string query = "")
    {
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = _key.SignData([.. Encoding.ASCII.GetBytes(timestamp), .. body], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return new WebhookRequest
        {
            Body = body,
            Headers = new Dictionary<string, string>
            {
                ["Content-Type"] = contentType,
                ["X-Twilio-Email-Event-Webhook-Signature"] = Convert.ToBase64String(signature),
                ["X-Twilio-Email-Event-Webhook-Timestamp"] = timestamp,
            },
            Query = query,
            ReceivedAt = Now,
        };
    }

    public SendGridWebhookParser Parser(Action<SendGridOptions>? configure = null) => new(SendGridAccount.Options(o =>
    {
        o.WebhookKey = PublicKey;
        configure?.Invoke(o);
    }));
}
