using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messaging.Providers.SendGrid;

/// <summary>The JSON of the API.</summary>
[JsonSerializable(typeof(SendGridMail))]
[JsonSerializable(typeof(SendGridProblem))]
internal sealed partial class SendGridJson : JsonSerializerContext
{
    /// <summary>As it goes on the wire. HTML is not written in escapes, which would multiply its size: the body of a request is no web page.</summary>
    public static SendGridJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 32,
    });
}
