using System.Text.Json;
using System.Text.Json.Nodes;
using Messaging.Templates;

namespace Messaging.Authoring;

/// <summary>Values to preview a template with: the samples of its variables, a recipient and links, and over them what the author gives.</summary>
internal static class SampleData
{
    private const string Defaults =
        """{"recipient":{"id":"1","name":"Alex Example","type":""},"links":{"unsubscribe":"https://example.org/unsubscribe","preferences":"https://example.org/preferences"}}""";

    public static TemplateData Of(IReadOnlyList<DeclaredVariable> variables, object? given)
    {
        var data = JsonNode.Parse(Defaults)!.AsObject();
        foreach (var variable in variables.Where(v => v.Sample is not null).OrderBy(v => v.Name.Length))
        {
            Put(data, variable.Name.Split('.'), Read(variable.Sample!));
        }

        foreach (var (name, value) in JsonNode.Parse(TemplateData.From(given).ToJson())!.AsObject())
        {
            data[name] = value?.DeepClone();
        }

        return TemplateData.From(data);
    }

    private static JsonNode? Read(string sample)
    {
        try
        {
            return JsonNode.Parse(sample);
        }
        catch (JsonException)
        {
            return JsonValue.Create(sample);
        }
    }

    // A sample that does not fit another one, such as one for a member of a text, gives way.
    private static void Put(JsonObject target, string[] path, JsonNode? value)
    {
        for (var i = 0; i < path.Length; i++)
        {
            var isList = path[i].EndsWith("[]", StringComparison.Ordinal);
            var name = isList ? path[i][..^2] : path[i];
            if (i == path.Length - 1)
            {
                target.TryAdd(name, isList ? new JsonArray(value) : value);
                return;
            }

            target.TryAdd(name, isList ? new JsonArray(new JsonObject()) : new JsonObject());
            var next = isList && target[name] is JsonArray { Count: > 0 } list ? list[0] : target[name];
            if (next is not JsonObject inner)
            {
                return;
            }

            target = inner;
        }
    }
}
