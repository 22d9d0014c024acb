using System.Buffers.Binary;

namespace Messaging.Links;

/// <summary>What a tracked link carries: where it leads, which message it stands in, and its end.</summary>
/// <param name="TargetId">The stored target.</param>
/// <param name="MessageId">The message.</param>
/// <param name="ExpiresAt">When it ends, in whole seconds.</param>
internal sealed record TrackedLink(Guid TargetId, Guid MessageId, DateTimeOffset ExpiresAt)
{
    /// <summary>The purpose its token is sealed for: no purpose of a host, whose names have no such characters.</summary>
    public const string Purpose = "/click";

    private const int IdLength = 16;
    private const int Length = (2 * IdLength) + sizeof(uint);

    public byte[] Write()
    {
        var bytes = new byte[Length];
        TargetId.TryWriteBytes(bytes);
        MessageId.TryWriteBytes(bytes.AsSpan(IdLength));
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(2 * IdLength), (uint)ExpiresAt.ToUnixTimeSeconds());
        return bytes;
    }

    public static TrackedLink Read(ReadOnlySpan<byte> bytes) => new(
        new Guid(bytes[..IdLength]),
        new Guid(bytes.Slice(IdLength, IdLength)),
        DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(bytes[(2 * IdLength)..])));
}
