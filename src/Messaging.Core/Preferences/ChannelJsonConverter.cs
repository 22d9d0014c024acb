using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messaging.Preferences;

/// <summary>Writes a channel as its name, and no channel as an empty text.</summary>
internal sealed class ChannelJsonConverter : JsonConverter<MessageChannel>
{
    public override MessageChannel Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString());

    public override void Write(Utf8JsonWriter writer, MessageChannel value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

    public override MessageChannel ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString());

    public override void WriteAsPropertyName(Utf8JsonWriter writer, MessageChannel value, JsonSerializerOptions options) => writer.WritePropertyName(value.Value);

    private static MessageChannel Parse(string? name) => string.IsNullOrEmpty(name) ? default : MessageChannel.Parse(name);
}
