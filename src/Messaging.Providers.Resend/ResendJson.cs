using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messaging.Providers.Resend;

/// <summary>The JSON of the API.</summary>
[JsonSerializable(typeof(ResendEmail))]
[JsonSerializable(typeof(IReadOnlyList<ResendEmail>), TypeInfoPropertyName = "ResendEmails")]
[JsonSerializable(typeof(ResendAnswer))]
[JsonSerializable(typeof(ResendBatchAnswer))]
[JsonSerializable(typeof(ResendProblem))]
internal sealed partial class ResendJson : JsonSerializerContext
{
    /// <summary>As it goes on the wire. HTML is not written in escapes, which would multiply its size: the body of a request is no web page.</summary>
    public static ResendJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 32,
    });
}
