using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;

namespace Messaging.Providers.Firebase;

/// <summary>A service account: who signs, with which key, and where the signature is exchanged for an access token.</summary>
internal sealed class FirebaseCredentials
{
    private FirebaseCredentials(string email, string keyId, Secret privateKey, Uri tokenUrl, string projectId) =>
        (Email, KeyId, PrivateKey, TokenUrl, ProjectId) = (email, keyId, privateKey, tokenUrl, projectId);

    public string Email { get; }

    public string KeyId { get; }

    /// <summary>The private key, in PEM.</summary>
    public Secret PrivateKey { get; }

    public Uri TokenUrl { get; }

    /// <summary>The account's project, or an empty string.</summary>
    public string ProjectId { get; }

    /// <summary>Reads the service account that options name.</summary>
    /// <param name="options">The options.</param>
    /// <param name="credentials">The account.</param>
    /// <param name="problem">What is wrong and which option to set, without a word of the key.</param>
    public static bool TryRead(FirebaseOptions options, [NotNullWhen(true)] out FirebaseCredentials? credentials, [NotNullWhen(false)] out string? problem)
    {
        credentials = null;
        if (!TryGetText(options, out var text, out problem))
        {
            return false;
        }

        FirebaseKeyFile? file = null;
        try
        {
            file = JsonSerializer.Deserialize(text, FirebaseJson.Default.FirebaseKeyFile);
        }
        catch (JsonException)
        {
            // Said below: the exception would quote from the file.
        }

        problem = file is null ? "The service account's key is no JSON object." : ProblemOf(file);
        if (problem is not null)
        {
            problem = $"{problem} Make a new key in the Firebase console (Project settings, Service accounts) and give the file as it is: FirebaseOptions.CredentialsJson or CredentialsFile.";
            return false;
        }

        credentials = new FirebaseCredentials(file!.ClientEmail!, file.PrivateKeyId ?? "", file.PrivateKey!, new Uri(file.TokenUri!), file.ProjectId ?? "");
        return true;
    }

    private static bool TryGetText(FirebaseOptions options, out string text, [NotNullWhen(false)] out string? problem)
    {
        text = "";
        problem = (Secret.IsNullOrEmpty(options.CredentialsJson), string.IsNullOrEmpty(options.CredentialsFile)) switch
        {
            (true, true) => "FirebaseOptions.CredentialsJson and CredentialsFile are both empty. Set one of them in AddFirebase(o => o.CredentialsFile = \"service-account.json\").",
            (false, false) => "FirebaseOptions.CredentialsJson and CredentialsFile are both set. Set one of them.",
            _ => null,
        };
        if (problem is not null)
        {
            return false;
        }

        try
        {
            text = options.CredentialsJson is { } json ? json.Reveal() : File.ReadAllText(options.CredentialsFile!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            problem = $"FirebaseOptions.CredentialsFile could not be read: {e.GetType().Name}.";
        }

        return problem is null;
    }

    private static string? ProblemOf(FirebaseKeyFile file)
    {
        if (file.Type is not "service_account")
        {
            return "The key is not of the type 'service_account'.";
        }

        if (string.IsNullOrEmpty(file.ClientEmail) || string.IsNullOrEmpty(file.PrivateKey))
        {
            return "The service account's key lacks client_email or private_key.";
        }

        if (!Uri.TryCreate(file.TokenUri, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && !url.IsLoopback))
        {
            return "The service account's key has no token_uri with https.";
        }

        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(file.PrivateKey);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            return "The private_key of the service account is no RSA key in PEM.";
        }
    }
}
