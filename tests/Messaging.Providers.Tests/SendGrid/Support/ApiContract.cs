using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Messaging.Channels;
using Messaging.TestTools;

namespace Messaging.Providers.Tests.SendGrid.Support;

/// <summary>Compares requests with a vendor's published description of its API, as kept in tests/Contracts. Knows as much of JSON Schema as those files use, and no field that they do not name.</summary>
internal sealed class ApiContract
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "$ref", "type", "required", "properties", "additionalProperties", "items", "minItems", "maxItems", "uniqueItems", "minLength", "maxLength", "maxProperties", "enum", "format", "pattern",
    };

    private readonly JsonElement _root;

    public ApiContract(string vendor, string file) => _root = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryFolder.Root, "tests", "Contracts", vendor, file))).RootElement;

    /// <summary>What is wrong with a request, or nothing.</summary>
    public IReadOnlyList<string> Check(StubRequest request)
    {
        var problems = new List<string>();
        var name = $"{request.Method} {request.Address.AbsolutePath}";
        var operation = _root.GetProperty("operations").EnumerateObject().SingleOrDefault(o => IsOperation(name, o.Name));
        if (operation.Value.ValueKind != JsonValueKind.Object)
        {
            return [$"{name} is no operation"];
        }

        if (operation.Value.TryGetProperty("headers", out var headers))
        {
            foreach (var header in headers.EnumerateObject().Where(h => request.Headers.ContainsKey(h.Name)))
            {
                Check(JsonSerializer.SerializeToElement(request.Headers[header.Name]), header.Value, header.Name, problems);
            }
        }

        if (operation.Value.TryGetProperty("request", out var schema))
        {
            Check(request.Json, schema, "$", problems);
        }
        else if (request.Body.Length > 0)
        {
            problems.Add("a body");
        }

        return problems;
    }

    private static bool IsOperation(string name, string operation)
    {
        var (given, known) = (name.Split('/'), operation.Split('/'));
        return given.Length == known.Length && given.Zip(known).All(static p => p.Second.StartsWith('{') ? p.First is not ("" or "batch") : p.First == p.Second);
    }

    private void Check(JsonElement value, JsonElement schema, string path, List<string> problems)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            schema = _root.GetProperty("schemas").GetProperty(reference.GetString()!);
        }

        problems.AddRange(schema.EnumerateObject().Where(p => !Known.Contains(p.Name)).Select(p => $"{path}: the contract says {p.Name}, which nobody checks"));
        var type = schema.GetProperty("type").GetString();
        if (!IsType(value, type!))
        {
            problems.Add($"{path}: {value.ValueKind} in place of {type}");
            return;
        }

        switch (type)
        {
            case "object":
                CheckObject(value, schema, path, problems);
                break;
            case "array":
                CheckArray(value, schema, path, problems);
                break;
            case "string":
                CheckText(value.GetString()!, schema, path, problems);
                break;
            default:
                break;
        }
    }

    private void CheckObject(JsonElement value, JsonElement schema, string path, List<string> problems)
    {
        var properties = schema.TryGetProperty("properties", out var p) ? p : default;
        var others = schema.TryGetProperty("additionalProperties", out var o) ? o : default;
        if (schema.TryGetProperty("required", out var required))
        {
            problems.AddRange(required.EnumerateArray().Where(r => !value.TryGetProperty(r.GetString()!, out _)).Select(r => $"{path}: {r.GetString()} is missing"));
        }

        Limit(schema, "maxProperties", value.EnumerateObject().Count(), most: true, path, problems);
        foreach (var member in value.EnumerateObject())
        {
            if (properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(member.Name, out var known))
            {
                Check(member.Value, known, $"{path}.{member.Name}", problems);
            }
            else if (others.ValueKind == JsonValueKind.Object)
            {
                Check(member.Value, others, $"{path}.{member.Name}", problems);
            }
            else
            {
                problems.Add($"{path}: {member.Name} is unknown");
            }
        }
    }

    private void CheckArray(JsonElement value, JsonElement schema, string path, List<string> problems)
    {
        Limit(schema, "minItems", value.GetArrayLength(), most: false, path, problems);
        Limit(schema, "maxItems", value.GetArrayLength(), most: true, path, problems);
        if (schema.TryGetProperty("uniqueItems", out var unique) && unique.GetBoolean() && value.EnumerateArray().Select(v => v.GetRawText()).Distinct().Count() < value.GetArrayLength())
        {
            problems.Add($"{path}: an item comes twice");
        }

        var i = 0;
        foreach (var item in value.EnumerateArray())
        {
            Check(item, schema.GetProperty("items"), string.Create(CultureInfo.InvariantCulture, $"{path}[{i++}]"), problems);
        }
    }

    private static void CheckText(string value, JsonElement schema, string path, List<string> problems)
    {
        Limit(schema, "minLength", value.Length, most: false, path, problems);
        Limit(schema, "maxLength", value.Length, most: true, path, problems);
        if (schema.TryGetProperty("enum", out var words) && words.EnumerateArray().All(w => w.GetString() != value))
        {
            problems.Add($"{path}: none of the words");
        }

        if (schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(value, pattern.GetString()!, RegexOptions.NonBacktracking))
        {
            problems.Add($"{path}: not of the pattern");
        }

        var fits = !schema.TryGetProperty("format", out var format) || format.GetString() switch
        {
            "email" => EmailAddress.TryParse(value, out _, out _),
            "base64" => Convert.TryFromBase64String(value, new byte[value.Length], out _),
            _ => false,
        };
        if (!fits)
        {
            problems.Add($"{path}: no {format.GetString()}");
        }
    }

    private static bool IsType(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => false,
    };

    private static void Limit(JsonElement schema, string name, int actual, bool most, string path, List<string> problems)
    {
        if (schema.TryGetProperty(name, out var limit) && (most ? actual > limit.GetInt32() : actual < limit.GetInt32()))
        {
            problems.Add($"{path}: {name}");
        }
    }
}
