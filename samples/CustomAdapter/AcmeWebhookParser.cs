using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Messaging;
using Messaging.Messages;
using Messaging.Tracking;

namespace CustomAdapter;

/// <summary>Reads what Acme posts. Signed: <c>Acme-Signature</c> is the HMAC-SHA256, in hex, of <c>Acme-Timestamp</c>, a dot and the body.</summary>
internal sealed class AcmeWebhookParser(AcmeOptions options) : IWebhookParser
{
    private const long Tolerance = 300;
    private const int MaxReports = 1000;

    private readonly byte[][] _keys = [.. new[] { options.WebhookSecret, options.PreviousWebhookSecret }.Where(s => !Secret.IsNullOrEmpty(s)).Select(s => Encoding.UTF8.GetBytes(s!.Reveal()))];

    public WebhookResult Parse(WebhookRequest request)
    {
        if (!long.TryParse(request.Header("Acme-Timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var at) || !IsSigned(request))
        {
            return WebhookResult.Forged("wrong signature");
        }

        if (Math.Abs(request.ReceivedAt.ToUnixTimeSeconds() - at) > Tolerance)
        {
            return WebhookResult.Forged("stale");
        }

        if (AcmeJson.TryRead(Encoding.UTF8.GetString(request.Body.Span), AcmeJson.Default.AcmeReportArray) is not { Length: <= MaxReports } reports)
        {
            return WebhookResult.Malformed("json");
        }

        var readable = reports.Where(r => r is { EventId: not null, Type: not null }).ToList();
        return WebhookResult.Read(
            [.. readable.Where(r => r.Type != "inbound").Select(ToEvent)],
            [.. readable.Where(r => r is { Type: "inbound", From: not null, To: not null }).Select(ToMessage)],
            skipped: reports.Length - readable.Count);
    }

    // The bytes as they came: a body that was parsed and written again has another signature.
    private bool IsSigned(WebhookRequest request)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{request.Header("Acme-Timestamp")}."), .. request.Body.Span];
        var given = Encoding.ASCII.GetBytes(request.Header("Acme-Signature").ToUpperInvariant());
        return _keys.Any(key => CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(Convert.ToHexString(HMACSHA256.HashData(key, signed)))));
    }

    private static WebhookEvent ToEvent(AcmeReport report)
    {
        var (kind, effect) = report.Type switch
        {
            "delivered" => (MessageEventKind.Delivered, ContactEffect.None),
            "failed" => (MessageEventKind.Failed, ContactEffect.None),
            "opted_out" => (MessageEventKind.Unsubscribed, ContactEffect.OptOut),
            _ => (MessageEventKind.Other, ContactEffect.None),
        };
        return new WebhookEvent
        {
            EventKey = report.EventId!,
            Channel = MessageChannel.Sms,
            Kind = kind,
            Effect = effect,
            OccurredAt = TimeOf(report),
            Reference = report.Reference,
            ProviderMessageId = report.MessageId,
            Address = report.To,
        };
    }

    private static WebhookMessage ToMessage(AcmeReport report) => new()
    {
        EventKey = report.EventId!,
        Channel = MessageChannel.Sms,
        From = report.From!,
        To = report.To!,
        Text = report.Text ?? "",
        ReceivedAt = TimeOf(report),
    };

    private static DateTimeOffset TimeOf(AcmeReport report) => DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(report.Timestamp, 0, int.MaxValue));
}
