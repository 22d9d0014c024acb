using System.Security.Cryptography;
using System.Text;

namespace Messaging.Links;

/// <summary>The hashes under which tokens and targets are stored: the first 128 bits of SHA-256, each kind apart from the others.</summary>
internal static class LinkHash
{
    public static Guid OfToken(string token) => Of("token", token);

    public static Guid OfTarget(string tenant, string url) => Of("target", $"{tenant}\0{url}");

    public static Guid OfCode(string code) => Of("code", code);

    private static Guid Of(string kind, string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\0{text}")).AsSpan(0, 16), bigEndian: true);
}
