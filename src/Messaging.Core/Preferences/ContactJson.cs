using System.Text.Json.Serialization;

namespace Messaging.Preferences;

/// <summary>How the state of a contact is written as JSON.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(ChannelJsonConverter)])]
[JsonSerializable(typeof(ContactState))]
internal sealed partial class ContactJson : JsonSerializerContext;
