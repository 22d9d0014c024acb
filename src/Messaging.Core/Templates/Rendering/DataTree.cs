using System.Text.Json;

namespace Messaging.Templates.Rendering;

/// <summary>Reads JSON into dictionaries, arrays, texts, numbers and truth values: the form the engine reads values from. The result is shared by renderings and never changed.</summary>
internal static class DataTree
{
    public static Dictionary<string, object?> ReadObject(JsonElement element)
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            members[property.Name] = Read(property.Value);
        }

        return members;
    }

    private static object? Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => ReadObject(element),
        JsonValueKind.Array => element.EnumerateArray().Select(Read).ToArray(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => ReadNumber(element),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    // Decimal keeps the digits as written, so that 1500.00 is shown as it was given.
    private static object ReadNumber(JsonElement element)
    {
        if (element.TryGetInt64(out var integer))
        {
            return integer;
        }

        return element.TryGetDecimal(out var number) ? number : element.GetDouble();
    }
}
