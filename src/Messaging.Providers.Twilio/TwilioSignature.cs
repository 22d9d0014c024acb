using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Messaging.Providers.Twilio;

/// <summary>The signature of Twilio's calls (https://www.twilio.com/docs/usage/webhooks/webhooks-security).</summary>
internal static class TwilioSignature
{
    /// <summary>The parameter of the query that holds the digest of a body that is no form.</summary>
    public const string BodyDigestKey = "bodySHA256";

    /// <summary>Signs: the address, then every key of the form in ordinal order with each of its different values, in ordinal order too, and nothing in between.</summary>
    /// <param name="token">The auth token.</param>
    /// <param name="url">The whole address, query included.</param>
    /// <param name="form">The parameters, decoded; none where the digest of the body is in the address.</param>
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The scheme of the vendor; HMAC-SHA1 is not broken as SHA-1 is.")]
    public static string Sign(string token, string url, IEnumerable<KeyValuePair<string, string>> form)
    {
        var data = new StringBuilder(url);
        foreach (var key in form.GroupBy(static p => p.Key, static p => p.Value, StringComparer.Ordinal).OrderBy(static g => g.Key, StringComparer.Ordinal))
        {
            foreach (var value in key.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                data.Append(key.Key).Append(value);
            }
        }

        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(data.ToString())));
    }

    /// <summary>Whether a digest is that of a body: SHA-256 in lower-case hexadecimal digits.</summary>
    public static bool IsDigest(string digest, ReadOnlySpan<byte> body) => AreEqual(digest, Convert.ToHexStringLower(SHA256.HashData(body)));

    /// <summary>Compares texts in a time that says nothing about where they differ.</summary>
    public static bool AreEqual(string left, string right) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));
}
