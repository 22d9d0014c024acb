using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Messaging.Providers.Firebase;

/// <summary>What is written to FCM and read from it. Generated, so that it works when trimmed.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FirebaseRequest))]
[JsonSerializable(typeof(FirebaseKeyFile))]
[JsonSerializable(typeof(FirebaseTokenAnswer))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class FirebaseJson : JsonSerializerContext
{
    /// <summary>Reads an answer, or nothing when it is something else than expected.</summary>
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
