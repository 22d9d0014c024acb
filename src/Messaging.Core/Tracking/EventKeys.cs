using System.Security.Cryptography;
using System.Text;
using Messaging.Channels;

namespace Messaging.Tracking;

/// <summary>Makes a provider's key of a report, or of what somebody wrote, one that can be stored.</summary>
internal static class EventKeys
{
    private const int MaxLength = 100;

    /// <summary>The key as it is stored. That of a tenant's own account is hashed with the tenant, so that no tenant can use up a key of another's.</summary>
    public static string Of(string tenant, string key)
    {
        if (tenant.Length > 0)
        {
            return Hash($"{tenant}\0{key}");
        }

        return key.Length <= MaxLength ? StorableText.Clean(key, MaxLength)! : Hash(key);
    }

    private static string Hash(string text) => "sha256-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
