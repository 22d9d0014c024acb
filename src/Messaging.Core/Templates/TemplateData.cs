using System.Text.Json;
using System.Text.Json.Nodes;

namespace Messaging.Templates;

/// <summary>The values a template may show: plain data only, so that no member of any .NET type is reachable from a template. Immutable and thread-safe.</summary>
public sealed class TemplateData
{
    private static readonly JsonSerializerOptions Serialization = new(JsonSerializerDefaults.Web) { MaxDepth = 32 };

    private readonly string _json;

    private TemplateData(string json) => _json = json;

    /// <summary>No values.</summary>
    public static TemplateData Empty { get; } = new("{}");

    /// <summary>Takes the values of an anonymous object, record, dictionary or JSON. Property names become camel case; dictionary keys and JSON names stay as they are.</summary>
    /// <param name="data">The data; null means none. A text is read as JSON.</param>
    /// <exception cref="InvalidMessageException">It is not an object with named values, or cannot be written as JSON.</exception>
    public static TemplateData From(object? data)
    {
        try
        {
            return data switch
            {
                null => Empty,
                TemplateData ready => ready,
                string text => Parse(text),
                JsonElement element => Parse(element.GetRawText()),
                JsonDocument document => Parse(document.RootElement.GetRawText()),
                JsonNode node => Parse(node.ToJsonString()),
                _ => Parse(JsonSerializer.Serialize(data, data.GetType(), Serialization)),
            };
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw new InvalidMessageException(
                nameof(MessageRequest.Data),
                $"cannot be written as JSON ({e.GetType().Name}). Pass an anonymous object, a record, a dictionary with string keys, or JSON text of an object, without cycles.");
        }
    }

    /// <summary>Reads values from JSON text that describes an object.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="InvalidMessageException">The text is not a JSON object.</exception>
    public static TemplateData Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Serialization.MaxDepth });
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? new TemplateData(CanonicalJson.Write(document.RootElement))
            : throw new InvalidMessageException(nameof(MessageRequest.Data), $"is a JSON {document.RootElement.ValueKind}; templates need an object with named values.");
    }

    /// <summary>The values as canonical JSON: names in NFC and ordinal order, no white space. Equal data gives equal text.</summary>
    public string ToJson() => _json;

    /// <summary>Nothing of the content: data must not reach a log.</summary>
    public override string ToString() => $"TemplateData {{ Length = {_json.Length} }}";
}
