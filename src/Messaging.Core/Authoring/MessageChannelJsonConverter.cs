using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messaging.Authoring;

/// <summary>Writes a channel as its name.</summary>
internal sealed class MessageChannelJsonConverter : JsonConverter<MessageChannel>
{
    public override MessageChannel Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => MessageChannel.Parse(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, MessageChannel value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
