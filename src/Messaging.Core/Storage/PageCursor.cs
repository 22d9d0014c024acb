using System.Buffers.Binary;
using System.Buffers.Text;

namespace Messaging.Storage;

/// <summary>Where a page of a list ended, as the opaque text that callers pass on.</summary>
internal static class PageCursor
{
    private const int Length = 24;

    public static string ToText(DateTimeOffset createdAt, Guid id)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, createdAt.UtcTicks);
        id.TryWriteBytes(bytes[8..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    /// <exception cref="InvalidMessageException">The text is no cursor.</exception>
    public static (DateTimeOffset CreatedAt, Guid Id)? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[Length];
        if (text.Length != 32 || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != Length)
        {
            throw Malformed();
        }

        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? (new DateTimeOffset(ticks, TimeSpan.Zero), new Guid(bytes[8..], bigEndian: true))
            : throw Malformed();
    }

    private static InvalidMessageException Malformed() => new(nameof(MessageQuery.Cursor), "This is not a cursor: pass MessagePage.Next of the page before, unchanged.");
}
