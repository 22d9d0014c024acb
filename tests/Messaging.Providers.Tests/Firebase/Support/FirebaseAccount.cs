using System.Security.Cryptography;
using System.Text.Json;
using Messaging.Channels;
using Messaging.Providers.Firebase;
using Messaging.Testing;
using Messaging.Testing.Conformance;
using Messaging.Testing.Http;

namespace Messaging.Providers.Tests.Firebase.Support;

/// <summary>A service account with a key of its own, made once per run.</summary>
internal static class FirebaseAccount
{
    public const string Project = "haff-segeln-1a2b3";
    public const string Email = "messaging@haff-segeln-1a2b3.iam.gserviceaccount.com";
    public const string KeyId = "0123456789abcdef";

    public static RSA Key { get; } = RSA.Create(2048);

    public static string Pem { get; } = Key.ExportPkcs8PrivateKeyPem();

    /// <summary>The file that the console gives out.</summary>
    public static string Json(Uri tokenUrl, string? privateKey = null) => JsonSerializer.Serialize(new Dictionary<string, string>
    {
        ["type"] = "service_account",
        ["project_id"] = Project,
        ["private_key_id"] = KeyId,
        ["private_key"] = privateKey ?? Pem,
        ["client_email"] = Email,
        ["client_id"] = "1",
        ["token_uri"] = tokenUrl.ToString(),
    });

    public static FirebaseOptions Options(Uri baseUrl) => new() { BaseUrl = baseUrl, CredentialsJson = Json(new Uri(baseUrl, "token")) };

    public static FirebaseChannelAdapter Adapter(FaultyHttpServer server, HttpClient http, ManualTimeProvider? time = null, Action<FirebaseOptions>? configure = null)
    {
        var options = Options(server.BaseUrl);
        configure?.Invoke(options);
        return new FirebaseChannelAdapter(http, options, time ?? new ManualTimeProvider());
    }

    public static OutboundMessage Message(int number = 1) => SampleMessage.Of(MessageChannel.Push, number);
}
