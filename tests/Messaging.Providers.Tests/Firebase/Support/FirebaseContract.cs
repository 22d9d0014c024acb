using System.Text.Json;
using System.Text.RegularExpressions;
using Messaging.Testing.Http;
using Messaging.TestTools;

namespace Messaging.Providers.Tests.Firebase.Support;

/// <summary>The published description of <c>messages:send</c>, as far as it is kept in <c>tests/Contracts/firebase</c>.</summary>
internal static class FirebaseContract
{
    private static readonly JsonElement Root =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryFolder.Root, "tests", "Contracts", "firebase", "messages-send.json"))).RootElement;

    /// <summary>What of a request is not as described.</summary>
    public static IReadOnlyList<string> Violations(ReceivedRequest request)
    {
        var found = new List<string>();
        if (request.Method != "POST" || !Regex.IsMatch(request.Target, Root.GetProperty("path").GetString()!, RegexOptions.None, TimeSpan.FromSeconds(1)))
        {
            found.Add("method or path");
        }

        if (request.Header("Content-Type") != "application/json; charset=utf-8" || !request.Header("Authorization").StartsWith("Bearer ", StringComparison.Ordinal))
        {
            found.Add("content type or authorization");
        }

        Check(request.ReadJson(), Root.GetProperty("request"), "$", found);
        return found;
    }

    private static void Check(JsonElement value, JsonElement schema, string place, List<string> found)
    {
        if (schema.TryGetProperty("$ref", out var name))
        {
            schema = Root.GetProperty("schemas").GetProperty(name.GetString()!);
        }

        if (!IsOfType(value, schema.GetProperty("type").GetString()!))
        {
            found.Add($"{place}: not {schema.GetProperty("type")}");
        }
        else if (value.ValueKind == JsonValueKind.Object && schema.GetProperty("type").GetString() == "object")
        {
            CheckMembers(value, schema, place, found);
        }
        else if (value.ValueKind == JsonValueKind.String)
        {
            if (schema.TryGetProperty("pattern", out var pattern) && !Matches(value.GetString()!, pattern))
            {
                found.Add($"{place}: not of the form {pattern}");
            }

            if (schema.TryGetProperty("enum", out var allowed) && allowed.EnumerateArray().All(a => a.GetString() != value.GetString()))
            {
                found.Add($"{place}: none of the values");
            }
        }
    }

    private static void CheckMembers(JsonElement value, JsonElement schema, string place, List<string> found)
    {
        var known = schema.TryGetProperty("properties", out var properties) ? properties : default;
        foreach (var member in value.EnumerateObject())
        {
            if (schema.TryGetProperty("names", out var names) && !Matches(member.Name, names))
            {
                found.Add($"{place}: the name {member.Name} is kept by FCM");
            }

            if (known.ValueKind == JsonValueKind.Object && known.TryGetProperty(member.Name, out var described))
            {
                Check(member.Value, described, $"{place}.{member.Name}", found);
            }
            else if (schema.TryGetProperty("values", out var others))
            {
                Check(member.Value, others, $"{place}.{member.Name}", found);
            }
            else
            {
                found.Add($"{place}.{member.Name}: unknown");
            }
        }

        if (schema.TryGetProperty("required", out var required))
        {
            found.AddRange(required.EnumerateArray().Where(r => !value.TryGetProperty(r.GetString()!, out _)).Select(r => $"{place}.{r}: missing"));
        }
    }

    private static bool IsOfType(JsonElement value, string type) => type switch
    {
        "any" => true,
        "object" => value.ValueKind == JsonValueKind.Object,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => throw new InvalidOperationException($"The contract has the type {type}, which this test does not know."),
    };

    private static bool Matches(string text, JsonElement pattern) => Regex.IsMatch(text, pattern.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(1));
}
