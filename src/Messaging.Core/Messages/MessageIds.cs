using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Messaging.Messages;

/// <summary>Makes version 7 UUIDs (RFC 9562) over the injected clock that never go backwards within a process, so that new rows land at the end of an index.</summary>
/// <remarks>Thread-safe. Ids are keys and tiebreakers, never an order and never a secret.</remarks>
/// <param name="timeProvider">The clock.</param>
public sealed class MessageIds(TimeProvider timeProvider)
{
    private const int CounterBits = 12;
    private const long MillisecondsPerDay = 86_400_000;

    /// <summary>The day on which the time of ids begins, 1 January 1970.</summary>
    internal const int EpochDay = 719_162;

    private readonly Lock _gate = new();
    private long _last;

    /// <summary>The next id.</summary>
    public Guid Next()
    {
        long stamp;
        lock (_gate)
        {
            // 48 bits of milliseconds and 12 of counter as one number: a clock that stands still or steps back keeps counting up.
            var now = timeProvider.GetUtcNow().ToUnixTimeMilliseconds() << CounterBits;
            _last = now > _last ? now : _last + 1;
            stamp = _last;
        }

        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes[8..]);
        WriteTime(bytes, stamp >> CounterBits);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)(0x7000 | (stamp & ((1 << CounterBits) - 1))));
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The smallest value that any id of a time or later has, and none of an earlier time: a bound for ranges.</summary>
    internal static Guid StartOf(DateTimeOffset time)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        WriteTime(bytes, time.ToUnixTimeMilliseconds());
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The day in UTC of an id's time, as <see cref="DateOnly.DayNumber"/>.</summary>
    internal static int DayOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = ((long)BinaryPrimitives.ReadUInt32BigEndian(bytes) << 16) | BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        return EpochDay + (int)(milliseconds / MillisecondsPerDay);
    }

    private static void WriteTime(Span<byte> bytes, long milliseconds)
    {
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)(milliseconds >> 16));
        BinaryPrimitives.WriteUInt16BigEndian(bytes[4..], (ushort)milliseconds);
    }
}
