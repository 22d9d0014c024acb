using System.Net;

namespace Messaging.Webhooks;

/// <summary>Limits failures by network address, and leaves alone the addresses that authentic requests come from. Thread-safe.</summary>
/// <remarks>
/// Whoever has an account at a provider can make it post to any address. So a stranger's failures may come from where the authentic requests come from, and must not shut these out: one authentic request frees
/// its address for an hour. The memory is the same however many addresses there are: counts are kept in a fixed number of slots, which addresses share by a hash that nobody outside can predict.
/// </remarks>
internal sealed class WebhookThrottle(int failuresPerMinute, TimeProvider time)
{
    private const int Slots = 65_536;
    private const int FreeMinutes = 60;

    // The minute in the upper half, the failures in it in the lower.
    private readonly long[] _failures = new long[Slots];
    private readonly long[] _authentic = new long[Slots];

    /// <summary>How long somebody who may not enter has to wait.</summary>
    public int SecondsToWait => 60 - (int)(time.GetUtcNow().ToUnixTimeSeconds() % 60);

    private long Minute => time.GetUtcNow().ToUnixTimeSeconds() / 60;

    /// <summary>Whether a request may be looked at.</summary>
    public bool MayEnter(IPAddress? address)
    {
        var (slot, minute) = (SlotOf(address), Minute);
        return minute - Volatile.Read(ref _authentic[slot]) < FreeMinutes || FailuresIn(minute, Volatile.Read(ref _failures[slot])) < failuresPerMinute;
    }

    /// <summary>Notes that a request was not authentic, or for nothing that is here.</summary>
    public void NoteFailure(IPAddress? address)
    {
        var minute = Minute;
        ref var failures = ref _failures[SlotOf(address)];
        long seen;
        do
        {
            seen = Volatile.Read(ref failures);
        }
        while (Interlocked.CompareExchange(ref failures, (minute << 32) | Math.Min(FailuresIn(minute, seen) + 1, int.MaxValue), seen) != seen);
    }

    /// <summary>Notes that a request was authentic.</summary>
    public void NoteAuthentic(IPAddress? address) => Volatile.Write(ref _authentic[SlotOf(address)], Minute);

    private static long FailuresIn(long minute, long packed) => packed >> 32 == minute ? packed & int.MaxValue : 0;

    private static int SlotOf(IPAddress? address) => (int)((uint)string.GetHashCode(NetworkAddress.NetworkOf(address), StringComparison.Ordinal) % Slots);
}
