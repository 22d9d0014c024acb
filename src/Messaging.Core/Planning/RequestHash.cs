using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Messaging.Templates;

namespace Messaging.Planning;

/// <summary>SHA-256 over everything a request says, its idempotency key apart: tells a repeated request from another one that uses the same key.</summary>
internal static class RequestHash
{
    public static byte[] Compute(MessageRequest request, TemplateData data, IReadOnlyList<string> blobHashes)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            WriteContent(json, request, data);
            WriteOptions(json, request);
            WriteMap(json, request.Metadata);
            WriteMap(json, request.Headers.Select(h => KeyValuePair.Create(h.Key.ToLowerInvariant(), h.Value)));
            WriteList(json, request.Tags);
            WriteList(json, request.Channels.Select(c => c.Value));
            if (request.Routing != Routing.All)
            {
                json.WriteBooleanValue(request.Routing.IsFirstAvailable);
                WriteList(json, request.Routing.Steps.SelectMany(s => new[] { s.Channel.Value, s.When.ToString(), s.After.ToString("c", CultureInfo.InvariantCulture) }));
            }

            if (request.Cc.Count + request.Bcc.Count > 0)
            {
                WriteList(json, request.Cc);
                WriteList(json, request.Bcc);
            }

            for (var i = 0; i < request.Attachments.Count; i++)
            {
                var attachment = request.Attachments[i];
                WriteList(json, [attachment.FileName, attachment.ContentType, attachment.ContentId, blobHashes[i]]);
            }

            foreach (var recipient in request.To)
            {
                WriteRecipient(json, recipient);
            }

            json.WriteEndArray();
        }

        return SHA256.HashData(buffer.WrittenSpan);
    }

    private static void WriteContent(Utf8JsonWriter json, MessageRequest request, TemplateData data)
    {
        WriteList(json, [request.Template, request.Content?.Subject, request.Content?.Text, request.Content?.Html, request.SenderName, request.ReplyTo]);
        json.WriteRawValue(data.ToJson());
    }

    private static void WriteOptions(Utf8JsonWriter json, MessageRequest request)
    {
        WriteList(json, [request.Tenant, request.Type, request.Entity.Type, request.Entity.Id, request.CreatedBy]);
        json.WriteNumberValue((int)request.Category);
        json.WriteNumberValue((int)request.Priority);
        json.WriteNumberValue(request.SendAt?.UtcTicks ?? 0);
        json.WriteNumberValue(request.ExpiresAt?.UtcTicks ?? 0);
    }

    private static void WriteRecipient(Utf8JsonWriter json, Recipient recipient)
    {
        WriteList(json, [recipient.Id, recipient.Type, recipient.Name, recipient.Email, recipient.Phone, recipient.Locale, recipient.TimeZone]);
        WriteMap(json, recipient.Addresses.Select(a => KeyValuePair.Create(a.Key.Value, a.Value)));
        if (recipient.Data is not null)
        {
            json.WriteRawValue(TemplateData.From(recipient.Data).ToJson());
        }
    }

    private static void WriteList(Utf8JsonWriter json, IEnumerable<string?> values)
    {
        json.WriteStartArray();
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static void WriteMap(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, string>> values)
    {
        json.WriteStartObject();
        foreach (var (name, value) in values.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }
}
