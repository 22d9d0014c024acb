using System.Security.Cryptography;
using System.Text;
using Messaging.Tracking;

namespace Messaging.Providers.Infobip;

/// <summary>Tells authentic calls from others: by HTTP Basic authentication, or by a token in the query. Either will do when both are set.</summary>
/// <remarks>Infobip can sign its calls as well, and documents neither the header nor the form of the signature: nothing to rely on.</remarks>
internal sealed class InfobipCredentials
{
    private readonly byte[][] _tokens;
    private readonly byte[][] _headers;

    public InfobipCredentials(InfobipOptions options)
    {
        _tokens = [.. Present(options.WebhookToken, options.PreviousWebhookToken).Select(Encoding.UTF8.GetBytes)];
        _headers = string.IsNullOrEmpty(options.WebhookUser)
            ? []
            : [.. Present(options.WebhookPassword, options.PreviousWebhookPassword)
                .Select(p => Encoding.UTF8.GetBytes($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.WebhookUser}:{p}"))}"))];
    }

    /// <summary>Why a call is not authentic, safe to log, or null when it is.</summary>
    public string? Check(WebhookRequest request)
    {
        var (token, header) = (InfobipCallback.Find(request.Query, InfobipCallback.TokenKey) ?? "", request.Header("Authorization"));
        return token.Length == 0 && header.Length == 0 ? "no credentials"
            : IsOneOf(_tokens, token) | IsOneOf(_headers, header) ? null
            : "wrong credentials";
    }

    private static IEnumerable<string> Present(params Secret?[] secrets) => secrets.Where(static s => !Secret.IsNullOrEmpty(s)).Select(static s => s!.Reveal());

    private static bool IsOneOf(byte[][] secrets, string given)
    {
        var (bytes, isOne) = (Encoding.UTF8.GetBytes(given), false);
        foreach (var secret in secrets)
        {
            isOne |= CryptographicOperations.FixedTimeEquals(secret, bytes);
        }

        return isOne;
    }
}
