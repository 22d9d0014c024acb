using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Messaging.Templates.Rendering;

namespace Messaging.Templates;

/// <summary>The values a template may show: plain data only, so that no member of any .NET type is reachable from a template. Immutable and thread-safe.</summary>
public sealed class TemplateData
{
    /// <summary>The most data one message may have: 256 KiB as JSON in UTF-8.</summary>
    public const int MaxBytes = 256 * 1024;

    private const string RecipientName = "recipient";

    private static readonly JsonSerializerOptions Serialization = new(JsonSerializerDefaults.Web)
    {
        MaxDepth = 32,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly Lazy<Dictionary<string, object?>> _members;
    private readonly Lazy<string> _json;

    private TemplateData(string json)
    {
        _json = new Lazy<string>(json);
        _members = new Lazy<Dictionary<string, object?>>(() => ReadMembers(json));
    }

    private TemplateData(TemplateData data, string name, Dictionary<string, object?> value)
    {
        _json = new Lazy<string>(() => AddMember(data.ToJson(), name, value));
        _members = new Lazy<Dictionary<string, object?>>(() => new Dictionary<string, object?>(data.Members, StringComparer.Ordinal) { [name] = value });
    }

    /// <summary>No values.</summary>
    public static TemplateData Empty { get; } = new("{}");

    /// <summary>The values as dictionaries, arrays and plain values, read once and never changed.</summary>
    internal Dictionary<string, object?> Members => _members.Value;

    /// <summary>Takes the values of an anonymous object, record, dictionary or JSON. Property names become camel case; dictionary keys and JSON names stay as they are; enum values become their names.</summary>
    /// <param name="data">The data; null means none. A text is read as JSON.</param>
    /// <exception cref="InvalidMessageException">It is not an object with named values, cannot be written as JSON, or is larger than <see cref="MaxBytes"/>.</exception>
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
                JsonNode node => Parse(node.ToJsonString(Serialization)),
                _ => Parse(JsonSerializer.Serialize(data, data.GetType(), Serialization)),
            };
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            throw Invalid($"cannot be written as JSON ({e.GetType().Name}). Pass an anonymous object, a record, a dictionary with string keys, or JSON text of an object, without cycles.");
        }
    }

    /// <summary>Reads values from JSON text that describes an object.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="InvalidMessageException">The text is not a JSON object, or is larger than <see cref="MaxBytes"/>.</exception>
    public static TemplateData Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Serialization.MaxDepth });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw Invalid($"is a JSON {document.RootElement.ValueKind}; templates need an object with named values.");
            }

            var canonical = CanonicalJson.Write(document.RootElement);
            return Encoding.UTF8.GetByteCount(canonical) <= MaxBytes
                ? new TemplateData(canonical)
                : throw Invalid($"is larger than {MaxBytes / 1024} KiB as JSON. Pass only what the template shows.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw Invalid(e is JsonException { LineNumber: { } line, BytePositionInLine: { } column }
                ? $"is not JSON: line {line + 1}, byte {column + 1} cannot be read."
                : "is not JSON that can be read: a text in it holds half of a character.");
        }
    }

    /// <summary>Takes values as <see cref="ToJson"/> wrote them, without looking at them again: they were checked when they were stored.</summary>
    internal static TemplateData FromCanonical(string json) => new(json);

    /// <summary>Adds what templates may show of the recipient: <c>recipient.id</c>, <c>recipient.name</c> and <c>recipient.type</c>. Those that are empty are left out, so that a template notices.</summary>
    /// <param name="recipient">The recipient.</param>
    /// <returns>This data if it has a member <c>recipient</c> of its own, otherwise a copy with the member.</returns>
    public TemplateData With(Recipient recipient)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        if (Members.ContainsKey(RecipientName))
        {
            return this;
        }

        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        AddUnlessEmpty(members, "id", recipient.Id);
        AddUnlessEmpty(members, "name", recipient.Name);
        AddUnlessEmpty(members, "type", recipient.Type);
        return new TemplateData(this, RecipientName, members);
    }

    /// <summary>Adds values under a name.</summary>
    /// <returns>This data if it has a member of that name of its own, otherwise a copy with the member.</returns>
    internal TemplateData With(string name, IReadOnlyDictionary<string, string> values) =>
        Members.ContainsKey(name) ? this : new TemplateData(this, name, values.ToDictionary(v => v.Key, object? (v) => v.Value, StringComparer.Ordinal));

    /// <summary>The values as canonical JSON: names in NFC and ordinal order, no white space. Equal data gives equal text.</summary>
    public string ToJson() => _json.Value;

    /// <summary>Nothing of the content: data must not reach a log.</summary>
    public override string ToString() => $"TemplateData {{ Length = {ToJson().Length} }}";

    private static void AddUnlessEmpty(Dictionary<string, object?> members, string name, string value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            members[name] = value;
        }
    }

    private static Dictionary<string, object?> ReadMembers(string json)
    {
        using var document = JsonDocument.Parse(json);
        return DataTree.ReadObject(document.RootElement);
    }

    private static string AddMember(string json, string name, Dictionary<string, object?> value)
    {
        var root = JsonNode.Parse(json)!.AsObject();
        root[name] = JsonSerializer.SerializeToNode(value, Serialization);
        return CanonicalJson.Write(JsonSerializer.SerializeToElement(root, Serialization));
    }

    private static InvalidMessageException Invalid(string message) => new(nameof(MessageRequest.Data), message);
}
