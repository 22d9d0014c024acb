using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Messaging.Messages;

/// <summary>The key of a lane: all deliveries of one tenant, channel and priority. Computed in process, so that no table of lanes has to be kept.</summary>
/// <remarks>The first eight bytes of SHA-256 over the three, with the priority in the two lowest bits, so that a key tells its priority without a look-up.</remarks>
public static class LaneKey
{
    private const long PriorityMask = 3;

    /// <summary>The key of a lane.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="priority">The priority.</param>
    public static long Of(string tenant, MessageChannel channel, MessagePriority priority)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{tenant}\n{channel}\n{(int)priority}"), hash);
        return (BinaryPrimitives.ReadInt64BigEndian(hash) & ~PriorityMask) | (long)priority;
    }

    /// <summary>The priority of a lane.</summary>
    /// <param name="laneKey">A key made by <see cref="Of"/>.</param>
    public static MessagePriority PriorityOf(long laneKey) => (MessagePriority)(laneKey & PriorityMask);
}
