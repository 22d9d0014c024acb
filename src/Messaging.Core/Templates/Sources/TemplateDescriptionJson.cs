using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messaging.Templates.Sources;

/// <summary>How descriptions of templates are written as JSON.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true,
    ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(TemplateDescription))]
internal sealed partial class TemplateDescriptionJson : JsonSerializerContext;
