using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Messaging.Providers.Infobip;

/// <summary>The JSON of Infobip's requests and answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = 32)]
[JsonSerializable(typeof(InfobipSmsRequest))]
[JsonSerializable(typeof(InfobipWhatsAppMessage))]
[JsonSerializable(typeof(InfobipWhatsAppTemplates))]
[JsonSerializable(typeof(InfobipAnswer))]
[JsonSerializable(typeof(InfobipLogs))]
[JsonSerializable(typeof(InfobipError))]
internal sealed partial class InfobipJson : JsonSerializerContext
{
    /// <summary>Reads an answer that may be anything: HTML of a proxy, half of it, or nothing.</summary>
    public static T? TryRead<T>(string body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
