using System.Text.Json.Serialization;
using Messaging.Templates;

namespace Messaging.Messages;

/// <summary>How rows are written as JSON.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MessageDraft))]
[JsonSerializable(typeof(RenderedContent))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(List<PlannedChannel>))]
internal sealed partial class MessageJson : JsonSerializerContext;
