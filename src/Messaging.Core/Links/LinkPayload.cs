using System.Security.Cryptography;
using System.Text;

namespace Messaging.Links;

/// <summary>Writes the claims of a link in as few bytes as they need, and reads them back.</summary>
internal static class LinkPayload
{
    private const int NonceLength = 8;
    private const byte OtherChannel = 255;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    [Flags]
    private enum Parts : byte
    {
        None = 0,
        SingleUse = 1,
        Address = 2,
        Message = 4,
        Tenant = 8,
        Recipient = 16,
        Subject = 32,
        Locale = 64,
    }

    /// <summary>Writes claims. What works once gets a random part, so that two of a kind are not one.</summary>
    public static byte[] Write(LinkClaims claims)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Utf8);
        var parts = PartsOf(claims);
        writer.Write((byte)parts);
        writer.Write((uint)claims.ExpiresAt.ToUnixTimeSeconds());
        WriteChannel(writer, claims.Channel);
        WriteId(writer, claims.AddressId);
        WriteId(writer, claims.MessageId);
        WriteText(writer, parts, Parts.Tenant, claims.Tenant);
        WriteText(writer, parts, Parts.Recipient, claims.RecipientType);
        WriteText(writer, parts, Parts.Recipient, claims.RecipientId);
        WriteText(writer, parts, Parts.Subject, claims.Subject);
        WriteText(writer, parts, Parts.Locale, claims.Locale);
        if (claims.SingleUse)
        {
            writer.Write(RandomNumberGenerator.GetBytes(NonceLength));
        }

        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads claims from a payload whose signature was checked.</summary>
    public static LinkClaims Read(LinkPurpose purpose, byte[] payload)
    {
        using var reader = new BinaryReader(new MemoryStream(payload), Utf8);
        var parts = (Parts)reader.ReadByte();
        var expiresAt = DateTimeOffset.FromUnixTimeSeconds(reader.ReadUInt32());
        var channel = ReadChannel(reader);
        Guid? address = parts.HasFlag(Parts.Address) ? new Guid(reader.ReadBytes(16)) : null;
        Guid? message = parts.HasFlag(Parts.Message) ? new Guid(reader.ReadBytes(16)) : null;
        return new LinkClaims
        {
            Purpose = purpose,
            ExpiresAt = expiresAt,
            Channel = channel,
            AddressId = address,
            MessageId = message,
            SingleUse = parts.HasFlag(Parts.SingleUse),
            Tenant = ReadText(reader, parts, Parts.Tenant),
            RecipientType = ReadText(reader, parts, Parts.Recipient),
            RecipientId = ReadText(reader, parts, Parts.Recipient),
            Subject = ReadText(reader, parts, Parts.Subject),
            Locale = ReadText(reader, parts, Parts.Locale),
        };
    }

    private static Parts PartsOf(LinkClaims claims) =>
        (claims.SingleUse ? Parts.SingleUse : Parts.None)
        | (claims.AddressId is null ? Parts.None : Parts.Address)
        | (claims.MessageId is null ? Parts.None : Parts.Message)
        | (claims.Tenant.Length == 0 ? Parts.None : Parts.Tenant)
        | (claims.RecipientId.Length == 0 && claims.RecipientType.Length == 0 ? Parts.None : Parts.Recipient)
        | (claims.Subject.Length == 0 ? Parts.None : Parts.Subject)
        | (claims.Locale.Length == 0 ? Parts.None : Parts.Locale);

    // 0 for none, 1 and up for those known by name, or the name.
    private static void WriteChannel(BinaryWriter writer, MessageChannel channel)
    {
        var known = channel.IsEmpty ? 0 : Array.IndexOf([.. MessageChannel.WellKnown], channel) + 1;
        if (known > 0 || channel.IsEmpty)
        {
            writer.Write((byte)known);
            return;
        }

        writer.Write(OtherChannel);
        writer.Write(channel.Value);
    }

    private static MessageChannel ReadChannel(BinaryReader reader) => reader.ReadByte() switch
    {
        0 => default,
        OtherChannel => MessageChannel.Parse(reader.ReadString()),
        var known => MessageChannel.WellKnown[known - 1],
    };

    private static void WriteId(BinaryWriter writer, Guid? id)
    {
        if (id is { } value)
        {
            writer.Write(value.ToByteArray());
        }
    }

    private static void WriteText(BinaryWriter writer, Parts parts, Parts part, string text)
    {
        if (parts.HasFlag(part))
        {
            writer.Write(text);
        }
    }

    private static string ReadText(BinaryReader reader, Parts parts, Parts part) => parts.HasFlag(part) ? reader.ReadString() : "";
}
