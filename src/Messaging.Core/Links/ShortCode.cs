using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Messaging.Links;

/// <summary>Makes the codes of short links: 11 letters and digits, 65 bits that nobody can guess.</summary>
internal static class ShortCode
{
    public const int Length = 11;
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>A new code.</summary>
    public static string Random() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>The code of a link in a message: random to everybody without the key, and the same when the message is sent again.</summary>
    public static string For(byte[] key, Guid messageId, string url) =>
        Write(BinaryPrimitives.ReadUInt128BigEndian(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{messageId:N}{url}"))));

    public static bool IsCode(string? text) => text is { Length: Length } && text.All(char.IsAsciiLetterOrDigit);

    private static string Write(UInt128 number) => string.Create(Length, number, static (text, rest) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = Alphabet[(int)(rest % (uint)Alphabet.Length)];
            rest /= (uint)Alphabet.Length;
        }
    });
}
