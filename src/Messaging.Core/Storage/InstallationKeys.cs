using System.Globalization;
using System.Security.Cryptography;

namespace Messaging.Storage;

/// <summary>Makes the random key of an installation and, from it, the idempotency keys of messages.</summary>
public static class InstallationKeys
{
    /// <summary>A new installation key: 16 random hexadecimal characters.</summary>
    public static string Create() => RandomNumberGenerator.GetHexString(16, lowercase: true);

    /// <summary>A new secret: 64 random hexadecimal characters.</summary>
    public static string CreateSecret() => RandomNumberGenerator.GetHexString(64, lowercase: true);

    /// <summary>The idempotency key of a message: the same for all attempts of a generation, at most 64 characters from <c>[A-Za-z0-9._-]</c>.</summary>
    /// <param name="installationKey">The installation's key, so that a recreated database never meets a provider's memory of the old one.</param>
    /// <param name="id">The message.</param>
    /// <param name="generation">The generation, which an operator's replay raises.</param>
    public static string IdempotencyKey(string installationKey, Guid id, short generation) =>
        string.Create(CultureInfo.InvariantCulture, $"{installationKey}-{id:N}.{generation}");
}
