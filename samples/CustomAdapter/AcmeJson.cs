using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CustomAdapter;

/// <summary>What Acme reads and writes. Generated, so that it works when trimmed.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AcmeMessage))]
[JsonSerializable(typeof(AcmeAnswer))]
[JsonSerializable(typeof(AcmeReport[]))]
internal sealed partial class AcmeJson : JsonSerializerContext
{
    /// <summary>Reads what a vendor or a stranger sent: null when it is something else.</summary>
    public static T? TryRead<T>(string text, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(text, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
