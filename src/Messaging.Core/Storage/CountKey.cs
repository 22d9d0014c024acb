using System.Buffers.Binary;
using Messaging.Messages;

namespace Messaging.Storage;

/// <summary>What is counted together: every message is in exactly one of these at any time.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="Channel">The channel.</param>
/// <param name="LaneKey">The lane.</param>
/// <param name="Day">The day of storing.</param>
/// <param name="Outcome">How the messages ended, or <see cref="DeliveryOutcome.None"/> while they are open.</param>
internal readonly record struct CountKey(string TenantId, MessageChannel Channel, long LaneKey, int Day, DeliveryOutcome Outcome)
{
    /// <summary>Where a delivery is counted.</summary>
    public static CountKey Of(Delivery delivery) => new(
        delivery.TenantId, delivery.Channel, delivery.LaneKey, MessageIds.DayOf(delivery.Id), delivery.WorkState == WorkState.Done ? delivery.Outcome : DeliveryOutcome.None);

    /// <summary>The id of the row with the sum. Lane, day and outcome fill it to the last byte, so no two share one.</summary>
    public Guid ToId()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, LaneKey);
        BinaryPrimitives.WriteInt32BigEndian(bytes[8..], Day);
        BinaryPrimitives.WriteInt32BigEndian(bytes[12..], (int)Outcome);
        return new Guid(bytes, bigEndian: true);
    }
}
