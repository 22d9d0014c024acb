using System.Text.Json.Nodes;
using Messaging.Templates;

namespace Messaging.Planning;

/// <summary>Lays the values of one recipient over those of the request.</summary>
internal static class RecipientData
{
    /// <summary>The request's data with the recipient's members in place of its own.</summary>
    public static TemplateData Merge(TemplateData shared, object? own)
    {
        if (own is null)
        {
            return shared;
        }

        var merged = JsonNode.Parse(shared.ToJson())!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(TemplateData.From(own).ToJson())!.AsObject())
        {
            merged[name] = value?.DeepClone();
        }

        return TemplateData.From(merged);
    }
}
