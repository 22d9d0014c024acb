using System.Text.Json;

namespace Messaging.Providers.Resend;

/// <summary>Reads members that may be missing, or of another type than described.</summary>
internal static class JsonReadingExtensions
{
    /// <summary>A text, or null.</summary>
    public static string? Text(this JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>An object, or null.</summary>
    public static JsonElement? Part(this JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    /// <summary>The texts of an array, or none. A text in its place is taken too.</summary>
    public static IEnumerable<string> Texts(this JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var value))
        {
            return [];
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Array => value.EnumerateArray().Where(static v => v.ValueKind == JsonValueKind.String).Select(static v => v.GetString()!),
            _ => [],
        };
    }

    /// <summary>The objects of an array, or none.</summary>
    public static IEnumerable<JsonElement> Parts(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Where(static v => v.ValueKind == JsonValueKind.Object) : [];
}
