using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Messaging.Channels.Mailbox;

/// <summary>A message as a text that people can read, for the channels that have no file format of their own. It holds nothing that differs between attempts.</summary>
internal static class MailboxJson
{
    // Read in an editor and never put into a web page, so letters and quotation marks stay what they are.
    private static readonly JsonWriterOptions Format = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Write(OutboundMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, Format))
        {
            json.WriteStartObject();
            json.WriteString("id", message.Id);
            json.WriteString("channel", message.Channel.Value);
            json.WriteString("address", message.Address);
            json.WriteStartObject("recipient");
            json.WriteString("id", message.RecipientId);
            json.WriteString("name", message.RecipientName);
            json.WriteEndObject();
            json.WriteString("tenant", message.Tenant);
            json.WriteString("category", message.Category.ToString());
            json.WriteString("type", message.Type);
            json.WriteStartObject("entity");
            json.WriteString("type", message.Entity.Type);
            json.WriteString("id", message.Entity.Id);
            json.WriteEndObject();
            json.WriteString("createdAt", message.CreatedAt);
            json.WriteString("subject", message.Content.Subject);
            json.WriteString("text", message.Content.Text);
            json.WriteString("html", message.Content.Html);
            WriteAttachments(json, message.Attachments);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
        return output.WrittenMemory;
    }

    private static void WriteAttachments(Utf8JsonWriter json, IReadOnlyList<MessageAttachment> attachments)
    {
        json.WriteStartArray("attachments");
        foreach (var attachment in attachments)
        {
            json.WriteStartObject();
            json.WriteString("name", attachment.FileName);
            json.WriteString("type", attachment.ContentType);
            json.WriteNumber("bytes", attachment.Content.Length);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
