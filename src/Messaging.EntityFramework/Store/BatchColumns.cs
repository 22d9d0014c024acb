using Messaging.Messages;

namespace Messaging.EntityFramework.Store;

/// <summary>The columns of what the dispatcher writes in batches.</summary>
internal static class BatchColumns
{
    public static Column<DeliveryStart>[] Starts { get; } =
    [
        new(nameof(DeliveryStart.Id), ColumnKind.Guid, s => s.Id),
        new(nameof(DeliveryStart.LeaseToken), ColumnKind.Int64, s => s.LeaseToken),
        new(nameof(DeliveryStart.OwnerEpoch), ColumnKind.Int64, s => s.OwnerEpoch),
        new(nameof(DeliveryStart.Attempt), ColumnKind.Int16, s => s.Attempt),
        new(nameof(DeliveryStart.Connection), ColumnKind.Text, s => s.Connection),
        new(nameof(DeliveryStart.KeyExpiresAt), ColumnKind.Time, s => s.KeyExpiresAt),
        new(nameof(DeliveryStart.PossibleDuplicate), ColumnKind.Boolean, s => s.PossibleDuplicate),
        new(nameof(DeliveryStart.Payload), ColumnKind.Text, s => s.Payload),
        new(nameof(DeliveryStart.PersonId), ColumnKind.Guid, s => s.PersonId),
        new(nameof(DeliveryStart.PersonVersion), ColumnKind.Int64, s => s.PersonVersion),
        new(nameof(DeliveryStart.AddressId), ColumnKind.Guid, s => s.AddressId),
        new(nameof(DeliveryStart.AddressVersion), ColumnKind.Int64, s => s.AddressVersion),
        new(nameof(DeliveryStart.CapContact), ColumnKind.Guid, s => s.CapContact),
        new(nameof(DeliveryStart.CapDay), ColumnKind.Int32, s => s.CapContact is null ? 0 : s.CapDay),
        new(nameof(DeliveryStart.CapLimit), ColumnKind.Int32, s => s.CapContact is null ? 0 : s.CapLimit),
        new(nameof(DeliveryStart.Segments), ColumnKind.Int16, s => s.Segments),
    ];

    public static Column<DeliveryChange>[] Changes { get; } =
    [
        new(nameof(DeliveryChange.Id), ColumnKind.Guid, c => c.Id),
        new(nameof(DeliveryChange.LeaseToken), ColumnKind.Int64, c => c.LeaseToken),
        new(nameof(DeliveryChange.OwnerEpoch), ColumnKind.Int64, c => c.OwnerEpoch),
        new(nameof(DeliveryChange.Attempt), ColumnKind.Int16, c => c.Attempt),
        new(nameof(DeliveryChange.WorkState), ColumnKind.Int16, c => (short)c.WorkState),
        new(nameof(DeliveryChange.Outcome), ColumnKind.Int16, c => (short)c.Outcome),
        new(nameof(DeliveryChange.StatusRank), ColumnKind.Int16, c => c.StatusRank),
        new(nameof(DeliveryChange.DueAt), ColumnKind.Time, c => c.DueAt),
        new(nameof(DeliveryChange.RetryCount), ColumnKind.Int16, c => c.RetryCount),
        new(nameof(DeliveryChange.RescueCount), ColumnKind.Int16, c => c.RescueCount),
        new(nameof(DeliveryChange.Ambiguous), ColumnKind.Boolean, c => c.Ambiguous),
        new(nameof(DeliveryChange.PossibleDuplicate), ColumnKind.Boolean, c => c.PossibleDuplicate),
        new(nameof(DeliveryChange.ProviderMessageId), ColumnKind.Text, c => c.ProviderMessageId),
    ];
}
