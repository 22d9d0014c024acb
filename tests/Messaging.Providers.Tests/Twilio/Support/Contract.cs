using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Messaging.TestTools;

namespace Messaging.Providers.Tests.Twilio.Support;

/// <summary>A vendor's published description of its API, reduced to what is used, and whether requests keep to it. A name that it does not know is a fault.</summary>
internal sealed partial class Contract
{
    private readonly JsonObject _root;

    private Contract(JsonObject root) => _root = root;

    /// <summary>The names of the operations.</summary>
    public IEnumerable<string> Operations => _root["operations"]!.AsObject().Select(o => o.Key);

    public static Contract Load(string vendor, string name) =>
        new(JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryFolder.Root, "tests", "Contracts", vendor, $"{name}.json")))!.AsObject());

    /// <summary>What is wrong with a request.</summary>
    public IReadOnlyList<string> Check(string operation, StubRequest request)
    {
        var rules = _root["operations"]![operation]!.AsObject();
        var problems = new List<string>();
        if (request.Method.Method != (string)rules["method"]!)
        {
            problems.Add($"method {request.Method}");
        }

        CheckPath(rules, request.Address, problems);
        CheckQuery(rules["query"]?.AsObject() ?? [], request.Address.Query, problems);
        if (rules["body"] is { } schema)
        {
            var isForm = (string)rules["content-type"]! == "application/x-www-form-urlencoded";
            if (request.ContentType != (string)rules["content-type"]!)
            {
                problems.Add($"content type {request.ContentType}");
            }

            var body = isForm ? ReadForm(request.Body, Resolve(schema)) : JsonNode.Parse(request.Body);
            Check(body, schema, "$", problems);
            problems.AddRange((rules["anyOf"]?.AsArray() ?? []).Select(a => a!.AsArray().Select(n => (string)n!).ToList()).Where(a => !a.Exists(n => body![n] is not null)).Select(a => $"none of {string.Join(", ", a)}"));
        }
        else if (request.Body.Length > 0)
        {
            problems.Add("a body");
        }

        return problems;
    }

    private void CheckPath(JsonObject rules, Uri address, List<string> problems)
    {
        var pattern = Parameter().Replace(((string)rules["path"]!).Replace(".", "\\.", StringComparison.Ordinal), "(?<${name}>[^/]+)");
        var match = Regex.Match(address.AbsolutePath, $"^{pattern}$", RegexOptions.None, TimeSpan.FromSeconds(1));
        if (!match.Success)
        {
            problems.Add($"path {address.AbsolutePath}");
            return;
        }

        foreach (var (name, schema) in rules["path-parameters"]?.AsObject() ?? [])
        {
            Check(Uri.UnescapeDataString(match.Groups[name].Value), schema!, name, problems);
        }
    }

    private void CheckQuery(JsonObject rules, string query, List<string> problems)
    {
        foreach (var pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)))
        {
            if (rules[pair[0]] is { } schema)
            {
                Check(Uri.UnescapeDataString(pair[1]), schema, pair[0], problems);
            }
            else
            {
                problems.Add($"unknown query parameter {pair[0]}");
            }
        }
    }

    private static JsonObject ReadForm(string body, JsonObject schema)
    {
        var form = new JsonObject();
        foreach (var group in body.Split('&').Select(p => p.Split('=', 2)).GroupBy(p => Decode(p[0]), p => Decode(p[1])))
        {
            var type = (string?)schema["properties"]![group.Key]?["type"];
            form[group.Key] = type switch
            {
                "array" => new JsonArray([.. group.Select(v => JsonValue.Create(v))]),
                "integer" when long.TryParse(group.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
                _ when group.Count() > 1 => new JsonArray([.. group.Select(v => JsonValue.Create(v))]),
                _ => group.First(),
            };
        }

        return form;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private JsonObject Resolve(JsonNode schema) => (string?)schema["$ref"] is { } reference ? _root["schemas"]![reference["#/schemas/".Length..]]!.AsObject() : schema.AsObject();

    private void Check(JsonNode? value, JsonNode unresolved, string at, List<string> problems)
    {
        var schema = Resolve(unresolved);
        switch (((string)schema["type"]!, value))
        {
            case ("object", JsonObject members):
                CheckObject(members, schema, at, problems);
                break;
            case ("array", JsonArray items):
                problems.AddRange(items.Count < ((int?)schema["minItems"] ?? 0) || items.Count > ((int?)schema["maxItems"] ?? int.MaxValue) ? [$"{at} has {items.Count} items"] : []);
                foreach (var (item, i) in items.Select((item, i) => (item, i)))
                {
                    Check(item, schema["items"]!, $"{at}[{i}]", problems);
                }

                break;
            case ("string", JsonValue text) when text.TryGetValue<string>(out var s):
                CheckText(s, schema, at, problems);
                break;
            case ("integer", JsonValue number) when number.TryGetValue<long>(out var n):
                problems.AddRange(n < ((long?)schema["minimum"] ?? long.MinValue) || n > ((long?)schema["maximum"] ?? long.MaxValue) ? [$"{at} is {n}"] : []);
                break;
            case ("boolean", JsonValue flag) when flag.TryGetValue<bool>(out _):
                break;
            default:
                problems.Add($"{at} is no {schema["type"]}");
                break;
        }
    }

    private void CheckObject(JsonObject members, JsonObject schema, string at, List<string> problems)
    {
        problems.AddRange((schema["required"]?.AsArray() ?? []).Select(r => (string)r!).Where(r => members[r] is null).Select(r => $"{at}.{r} is missing"));
        foreach (var (name, member) in members)
        {
            if (schema["properties"]![name] is { } known)
            {
                Check(member, known, $"{at}.{name}", problems);
            }
            else
            {
                problems.Add($"{at}.{name} is unknown");
            }
        }
    }

    private static void CheckText(string text, JsonObject schema, string at, List<string> problems)
    {
        var length = text.EnumerateRunes().Count();
        if (length < ((int?)schema["minLength"] ?? 0) || length > ((int?)schema["maxLength"] ?? int.MaxValue))
        {
            problems.Add($"{at} has {length} characters");
        }

        if ((string?)schema["pattern"] is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)))
        {
            problems.Add($"{at} does not match {pattern}");
        }

        if (schema["enum"] is JsonArray values && !values.Any(v => (string)v! == text))
        {
            problems.Add($"{at} is none of its values");
        }

        var isForm = (string?)schema["format"] switch
        {
            "uri" => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http",
            "phone-number" => Phone().IsMatch(text),
            _ => true,
        };
        problems.AddRange(isForm ? [] : [$"{at} is no {schema["format"]}"]);
    }

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Parameter();

    // E.164, a short code, an alphanumeric sender, or the address of another channel.
    [GeneratedRegex(@"^(whatsapp:)?\+[1-9][0-9]{6,14}$|^messenger:[0-9A-Za-z]+$|^[0-9]{3,8}$|^[A-Za-z0-9 ]{1,11}$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Phone();
}
