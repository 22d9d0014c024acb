using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Messaging.Providers.Firebase;

/// <summary>The signed statement that is exchanged for an access token: a JWT (RFC 7519) with RS256, as RFC 7523 and https://developers.google.com/identity/protocols/oauth2/service-account say.</summary>
internal static class FirebaseAssertion
{
    public const string Scope = "https://www.googleapis.com/auth/firebase.messaging";

    /// <summary>Google takes this audience at whatever address the exchange happens.</summary>
    public const string Audience = "https://oauth2.googleapis.com/token";

    private const int Lifetime = 3600;

    public static string Create(FirebaseCredentials credentials, DateTimeOffset now)
    {
        var issuedAt = now.ToUnixTimeSeconds();
        var header = new JsonObject { ["alg"] = "RS256", ["kid"] = credentials.KeyId, ["typ"] = "JWT" };
        var claims = new JsonObject { ["iss"] = credentials.Email, ["scope"] = Scope, ["aud"] = Audience, ["iat"] = issuedAt, ["exp"] = issuedAt + Lifetime };
        var signed = $"{Part(header)}.{Part(claims)}";
        using var rsa = RSA.Create();
        rsa.ImportFromPem(credentials.PrivateKey.Reveal());
        return $"{signed}.{Base64Url.EncodeToString(rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Part(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
