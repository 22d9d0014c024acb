using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Messaging.Messages;
using Messaging.Tracking;

namespace Messaging.TestTools.Webhooks;

public sealed class HmacWebhookParser(HmacOptions options, TimeProvider time) : IWebhookParser
{
    public const string SignatureHeader = "X-Signature";
    public const string TimeHeader = "X-Timestamp";

    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);
    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = 32 };

    /// <summary>The signature of a body, in lower-case hexadecimal digits.</summary>
    public static string Sign(string key, string timestamp, ReadOnlySpan<byte> body) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key).AsSpan(), [.. Encoding.UTF8.GetBytes(timestamp), (byte)'.', .. body]));

    public WebhookResult Parse(WebhookRequest request)
    {
        var (signature, timestamp) = (request.Header(SignatureHeader), request.Header(TimeHeader));
        if (signature.Length == 0 || timestamp.Length == 0)
        {
            return WebhookResult.Forged("no signature");
        }

        if (!IsSignedWith(options.Key, signature, timestamp, request.Body.Span) && !IsSignedWith(options.PreviousKey, signature, timestamp, request.Body.Span))
        {
            return WebhookResult.Forged("wrong signature");
        }

        var isStale = !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || (time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(Math.Min(seconds, int.MaxValue))).Duration() > Tolerance;
        return isStale ? WebhookResult.Forged("stale") : Read(request.Body);
    }

    private static bool IsSignedWith(Secret? key, string signature, string timestamp, ReadOnlySpan<byte> body) =>
        !Secret.IsNullOrEmpty(key) && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(Sign(key!.Reveal(), timestamp, body)));

    private static WebhookResult Read(ReadOnlyMemory<byte> body)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body, Limits);
        }
        catch (JsonException)
        {
            return WebhookResult.Malformed("no JSON");
        }

        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return WebhookResult.Malformed("no object");
            }

            var (events, messages, skipped) = (new List<WebhookEvent>(), new List<WebhookMessage>(), 0);
            foreach (var entry in Entries(document.RootElement, "events"))
            {
                skipped += TryAdd(events, ReadEvent, entry);
            }

            foreach (var entry in Entries(document.RootElement, "messages"))
            {
                skipped += TryAdd(messages, ReadMessage, entry);
            }

            var reply = Text(document.RootElement, "reply");
            return WebhookResult.Read(events, messages, skipped) with { ReplyType = reply is null ? null : "text/xml", Reply = reply ?? "" };
        }
    }

    private static int TryAdd<T>(List<T> list, Func<JsonElement, T> read, JsonElement entry)
    {
        try
        {
            list.Add(read(entry));
            return 0;
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            return 1;
        }
    }

    private static WebhookEvent ReadEvent(JsonElement entry) => new()
    {
        EventKey = Text(entry, "key") ?? throw new FormatException(),
        Channel = MessageChannel.Parse(Text(entry, "channel") ?? "email"),
        Kind = Enum.TryParse<MessageEventKind>(Text(entry, "kind"), out var kind) ? kind : MessageEventKind.Other,
        OccurredAt = entry.TryGetProperty("at", out var at) ? at.GetDateTimeOffset() : DateTimeOffset.UnixEpoch,
        Reference = Text(entry, "ref"),
        ProviderMessageId = Text(entry, "id"),
        Address = Text(entry, "address"),
        Effect = Enum.TryParse<ContactEffect>(Text(entry, "effect"), out var effect) ? effect : ContactEffect.None,
        Detail = Text(entry, "detail"),
    };

    private static WebhookMessage ReadMessage(JsonElement entry) => new()
    {
        EventKey = Text(entry, "key") ?? throw new FormatException(),
        Channel = MessageChannel.Parse(Text(entry, "channel") ?? "sms"),
        From = Text(entry, "from") ?? throw new FormatException(),
        To = Text(entry, "to") ?? throw new FormatException(),
        Text = Text(entry, "text") ?? "",
        FromName = Text(entry, "name") ?? "",
        ProviderMessageId = Text(entry, "id"),
        InReplyTo = Text(entry, "inReplyTo"),
        ReceivedAt = entry.TryGetProperty("at", out var at) ? at.GetDateTimeOffset() : DateTimeOffset.UnixEpoch,
        IsAnswered = entry.TryGetProperty("answered", out var answered) && answered.GetBoolean(),
        Media = [.. Entries(entry, "media").Select(m => new WebhookMedia(Text(m, "url") ?? "", Text(m, "type") ?? ""))],
    };

    private static IEnumerable<JsonElement> Entries(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object) : [];

    private static string? Text(JsonElement parent, string name) => parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
