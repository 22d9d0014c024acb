using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Messaging.Preferences;

namespace Messaging.Authoring;

/// <summary>How what a template says is written as JSON: every letter as it is.</summary>
[JsonSerializable(typeof(TemplateDocument))]
internal sealed partial class TemplateDocumentJson : JsonSerializerContext
{
    private static readonly TemplateDocumentJson Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new ChannelJsonConverter() },
    });

    public static string Write(TemplateDocument document) => JsonSerializer.Serialize(document, Readable.TemplateDocument);

    public static TemplateDocument Read(string json) => JsonSerializer.Deserialize(json, Readable.TemplateDocument)!;
}
