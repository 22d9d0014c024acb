using Messaging.EntityFramework.Model;
using Messaging.Inbox;
using Messaging.Messages;
using Messaging.Storage;

namespace Messaging.EntityFramework.Store;

/// <summary>The columns of every table that is written in bulk. The order is that of <see cref="RowReader"/>.</summary>
internal static class RowColumns
{
    public static Column<RequestKey>[] Requests { get; } =
    [
        new(nameof(RequestKey.TenantId), ColumnKind.Text, r => r.TenantId),
        new(nameof(RequestKey.IdempotencyKey), ColumnKind.Text, r => r.IdempotencyKey),
        new(nameof(RequestKey.RequestId), ColumnKind.Guid, r => r.RequestId),
        new(nameof(RequestKey.PayloadHash), ColumnKind.Bytes, r => r.PayloadHash),
        new(nameof(RequestKey.CreatedAt), ColumnKind.Time, r => r.CreatedAt),
    ];

    public static Column<Message>[] Messages { get; } =
    [
        new(nameof(Message.Id), ColumnKind.Guid, m => m.Id),
        new(nameof(Message.RequestId), ColumnKind.Guid, m => m.RequestId),
        new(nameof(Message.TenantId), ColumnKind.Text, m => m.TenantId),
        new(nameof(Message.Channel), ColumnKind.Text, m => m.Channel.Value),
        new(nameof(Message.RecipientId), ColumnKind.Text, m => m.RecipientId),
        new(nameof(Message.RecipientType), ColumnKind.Text, m => m.RecipientType),
        new(nameof(Message.TemplateCode), ColumnKind.Text, m => m.TemplateCode),
        new(nameof(Message.TemplateVersion), ColumnKind.Text, m => m.TemplateVersion),
        new(nameof(Message.Type), ColumnKind.Text, m => m.Type),
        new(nameof(Message.Category), ColumnKind.Int16, m => (short)m.Category),
        new(nameof(Message.Priority), ColumnKind.Int16, m => (short)m.Priority),
        new(nameof(Message.EntityType), ColumnKind.Text, m => m.EntityType),
        new(nameof(Message.EntityId), ColumnKind.Text, m => m.EntityId),
        new(nameof(Message.Tags), ColumnKind.Text, m => ColumnConverters.WriteStrings(m.Tags)),
        new(nameof(Message.CreatedBy), ColumnKind.Text, m => m.CreatedBy),
        new(nameof(Message.Locale), ColumnKind.Text, m => m.Locale),
        new(nameof(Message.TimeZone), ColumnKind.Text, m => m.TimeZone),
        new(nameof(Message.CreatedAt), ColumnKind.Time, m => m.CreatedAt),
        new(nameof(Message.PlannedAt), ColumnKind.Time, m => m.PlannedAt),
        new(nameof(Message.PlannedCode), ColumnKind.Text, m => m.PlannedCode.Value),
        new(nameof(Message.Plan), ColumnKind.Text, m => m.Plan),
        new(nameof(Message.OriginalId), ColumnKind.Guid, m => m.OriginalId),
        new(nameof(Message.AttachmentCount), ColumnKind.Int16, m => m.AttachmentCount),
        new(nameof(Message.TraceParent), ColumnKind.Text, m => m.TraceParent),
        new(nameof(Message.FirstId), ColumnKind.Guid, m => m.FirstId),
        new(nameof(Message.Step), ColumnKind.Int16, m => m.Step),
        new(nameof(Message.FallbackWhen), ColumnKind.Int16, m => (short)m.FallbackWhen),
        new(nameof(Message.FallbackAfter), ColumnKind.Int32, m => m.FallbackAfter),
        new(nameof(Message.Variant), ColumnKind.Text, m => m.Variant),
    ];

    public static Column<MessageContent>[] Contents { get; } =
    [
        new(nameof(MessageContent.Id), ColumnKind.Guid, c => c.Id),
        new(nameof(MessageContent.Address), ColumnKind.Text, c => c.Address),
        new(nameof(MessageContent.RecipientName), ColumnKind.Text, c => c.RecipientName),
        new(nameof(MessageContent.Data), ColumnKind.Text, c => c.Data),
        new(nameof(MessageContent.Draft), ColumnKind.Text, c => c.Draft),
        new(nameof(MessageContent.Metadata), ColumnKind.Text, c => c.Metadata),
        new(nameof(MessageContent.Payload), ColumnKind.Text, c => c.Payload),
    ];

    public static Column<Delivery>[] Deliveries { get; } =
    [
        new(nameof(Delivery.Id), ColumnKind.Guid, d => d.Id),
        new(nameof(Delivery.TenantId), ColumnKind.Text, d => d.TenantId),
        new(nameof(Delivery.Channel), ColumnKind.Text, d => d.Channel.Value),
        new(nameof(Delivery.LaneKey), ColumnKind.Int64, d => d.LaneKey),
        new(nameof(Delivery.WorkState), ColumnKind.Int16, d => (short)d.WorkState),
        new(nameof(Delivery.Outcome), ColumnKind.Int16, d => (short)d.Outcome),
        new(nameof(Delivery.StatusRank), ColumnKind.Int16, d => d.StatusRank),
        new(nameof(Delivery.Policy), ColumnKind.Int16, d => (short)d.Policy),
        new(nameof(Delivery.DueAt), ColumnKind.Time, d => d.DueAt),
        new(nameof(Delivery.ExpiresAt), ColumnKind.Time, d => d.ExpiresAt),
        new(nameof(Delivery.OwnerEpoch), ColumnKind.Int64, d => d.OwnerEpoch),
        new(nameof(Delivery.LeaseToken), ColumnKind.Int64, d => d.LeaseToken),
        new(nameof(Delivery.StartedAt), ColumnKind.Time, d => d.StartedAt),
        new(nameof(Delivery.Attempt), ColumnKind.Int16, d => d.Attempt),
        new(nameof(Delivery.RetryCount), ColumnKind.Int16, d => d.RetryCount),
        new(nameof(Delivery.Generation), ColumnKind.Int16, d => d.Generation),
        new(nameof(Delivery.RescueCount), ColumnKind.Int16, d => d.RescueCount),
        new(nameof(Delivery.CancelRequested), ColumnKind.Int16, d => (short)d.CancelRequested),
        new(nameof(Delivery.Ambiguous), ColumnKind.Boolean, d => d.Ambiguous),
        new(nameof(Delivery.PossibleDuplicate), ColumnKind.Boolean, d => d.PossibleDuplicate),
        new(nameof(Delivery.DuplicateConfirmed), ColumnKind.Boolean, d => d.DuplicateConfirmed),
        new(nameof(Delivery.KeyExpiresAt), ColumnKind.Time, d => d.KeyExpiresAt),
        new(nameof(Delivery.Connection), ColumnKind.Text, d => d.Connection),
        new(nameof(Delivery.ProviderMessageId), ColumnKind.Text, d => d.ProviderMessageId),
        new(nameof(Delivery.FinishedAt), ColumnKind.Time, d => d.FinishedAt),
        new(nameof(Delivery.DeliveredAt), ColumnKind.Time, d => d.DeliveredAt),
        new(nameof(Delivery.OpenedAt), ColumnKind.Time, d => d.OpenedAt),
        new(nameof(Delivery.OpenCount), ColumnKind.Int32, d => d.OpenCount),
        new(nameof(Delivery.ClickedAt), ColumnKind.Time, d => d.ClickedAt),
        new(nameof(Delivery.ClickCount), ColumnKind.Int32, d => d.ClickCount),
        new(nameof(Delivery.ComplainedAt), ColumnKind.Time, d => d.ComplainedAt),
        new(nameof(Delivery.UnsubscribedAt), ColumnKind.Time, d => d.UnsubscribedAt),
        new(nameof(Delivery.CapDay), ColumnKind.Int32, d => d.CapDay),
        new(nameof(Delivery.Segments), ColumnKind.Int16, d => d.Segments),
        new(nameof(Delivery.UseCurrentTemplate), ColumnKind.Boolean, d => d.UseCurrentTemplate),
    ];

    /// <summary>The columns in which new deliveries differ; the others start empty or with <see cref="NewDeliveryConstants"/>.</summary>
    public static Column<Delivery>[] NewDeliveries { get; } =
    [
        .. Deliveries.Where(c => c.Name is nameof(Delivery.Id) or nameof(Delivery.TenantId) or nameof(Delivery.Channel) or nameof(Delivery.LaneKey) or nameof(Delivery.WorkState)
            or nameof(Delivery.Outcome) or nameof(Delivery.Policy) or nameof(Delivery.DueAt) or nameof(Delivery.ExpiresAt) or nameof(Delivery.FinishedAt)
            or nameof(Delivery.Ambiguous) or nameof(Delivery.PossibleDuplicate) or nameof(Delivery.DuplicateConfirmed)),
    ];

    /// <summary>What every new delivery starts with, as SQL that every database understands.</summary>
    public static (string Column, string Value)[] NewDeliveryConstants { get; } =
    [
        (nameof(Delivery.StatusRank), "0"),
        (nameof(Delivery.LeaseToken), "0"),
        (nameof(Delivery.Attempt), "0"),
        (nameof(Delivery.RetryCount), "0"),
        (nameof(Delivery.Generation), "0"),
        (nameof(Delivery.RescueCount), "0"),
        (nameof(Delivery.CancelRequested), "0"),
        (nameof(Delivery.Connection), "''"),
        (nameof(Delivery.OpenCount), "0"),
        (nameof(Delivery.ClickCount), "0"),
        (nameof(Delivery.CapDay), "0"),
        (nameof(Delivery.Segments), "0"),
    ];

    public static Column<MessageAttempt>[] Attempts { get; } =
    [
        new(nameof(MessageAttempt.DeliveryId), ColumnKind.Guid, a => a.DeliveryId),
        new(nameof(MessageAttempt.Generation), ColumnKind.Int16, a => a.Generation),
        new(nameof(MessageAttempt.Attempt), ColumnKind.Int16, a => a.Attempt),
        new(nameof(MessageAttempt.Connection), ColumnKind.Text, a => a.Connection),
        new(nameof(MessageAttempt.Outcome), ColumnKind.Int16, a => (short)a.Outcome),
        new(nameof(MessageAttempt.FailureKind), ColumnKind.Int16, a => (short)a.FailureKind),
        new(nameof(MessageAttempt.FailureCode), ColumnKind.Text, a => a.FailureCode),
        new(nameof(MessageAttempt.FailureDetail), ColumnKind.Text, a => a.FailureDetail),
        new(nameof(MessageAttempt.ProviderMessageId), ColumnKind.Text, a => a.ProviderMessageId),
        new(nameof(MessageAttempt.StartedAt), ColumnKind.Time, a => a.StartedAt),
        new(nameof(MessageAttempt.DurationMs), ColumnKind.Int32, a => a.DurationMs),
    ];

    public static Column<DeliveryDecision>[] Decisions { get; } =
    [
        new(nameof(DeliveryDecision.DeliveryId), ColumnKind.Guid, x => x.DeliveryId),
        new(nameof(DeliveryDecision.LeaseToken), ColumnKind.Int64, x => x.LeaseToken),
        new(nameof(DeliveryDecision.Code), ColumnKind.Text, x => x.Code.Value),
        new(nameof(DeliveryDecision.DecidedAt), ColumnKind.Time, x => x.DecidedAt),
        new(nameof(DeliveryDecision.Facts), ColumnKind.Text, x => x.Facts),
    ];

    public static Column<StoredAttachment>[] Attachments { get; } =
    [
        new(nameof(StoredAttachment.RequestId), ColumnKind.Guid, t => t.RequestId),
        new(nameof(StoredAttachment.Ordinal), ColumnKind.Int16, t => t.Ordinal),
        new(nameof(StoredAttachment.FileName), ColumnKind.Text, t => t.FileName),
        new(nameof(StoredAttachment.ContentType), ColumnKind.Text, t => t.ContentType),
        new(nameof(StoredAttachment.ContentId), ColumnKind.Text, t => t.ContentId),
        new(nameof(StoredAttachment.BlobHash), ColumnKind.Text, t => t.BlobHash),
        new(nameof(StoredAttachment.Size), ColumnKind.Int32, t => t.Size),
    ];

    public static Column<MessageEvent>[] Events { get; } =
    [
        new(nameof(MessageEvent.Provider), ColumnKind.Text, e => e.Provider),
        new(nameof(MessageEvent.EventKey), ColumnKind.Text, e => e.EventKey),
        new(nameof(MessageEvent.TenantId), ColumnKind.Text, e => e.TenantId),
        new(nameof(MessageEvent.DeliveryId), ColumnKind.Guid, e => e.DeliveryId),
        new(nameof(MessageEvent.Generation), ColumnKind.Int16, e => e.Generation),
        new(nameof(MessageEvent.Attempt), ColumnKind.Int16, e => e.Attempt),
        new(nameof(MessageEvent.ProviderMessageId), ColumnKind.Text, e => e.ProviderMessageId),
        new(nameof(MessageEvent.Kind), ColumnKind.Int16, e => (short)e.Kind),
        new(nameof(MessageEvent.OccurredAt), ColumnKind.Time, e => e.OccurredAt),
        new(nameof(MessageEvent.ReceivedAt), ColumnKind.Time, e => e.ReceivedAt),
        new(nameof(MessageEvent.Detail), ColumnKind.Text, e => e.Detail),
    ];

    public static Column<Blob>[] Blobs { get; } =
    [
        new(nameof(Blob.Hash), ColumnKind.Text, b => b.Hash),
        new(nameof(Blob.Content), ColumnKind.Bytes, b => b.Content),
        new(nameof(Blob.CreatedAt), ColumnKind.Time, b => b.CreatedAt),
    ];

    public static Column<DispatcherRow>[] Dispatchers { get; } =
    [
        new(nameof(DispatcherRow.Epoch), ColumnKind.Int64, p => p.Epoch),
        new(nameof(DispatcherRow.Node), ColumnKind.Text, p => p.Node),
        new(nameof(DispatcherRow.HeartbeatAt), ColumnKind.Time, p => p.HeartbeatAt),
        new(nameof(DispatcherRow.ExpiresAt), ColumnKind.Time, p => p.ExpiresAt),
    ];

    public static Column<Installation>[] Installations { get; } =
    [
        new(nameof(Installation.Id), ColumnKind.Int32, i => i.Id),
        new(nameof(Installation.Key), ColumnKind.Text, i => i.Key),
        new(nameof(Installation.ContactSecret), ColumnKind.Text, i => i.ContactSecret),
        new(nameof(Installation.CreatedAt), ColumnKind.Time, i => i.CreatedAt),
    ];

    public static Column<InboxItem>[] InboxItems { get; } =
    [
        new(nameof(InboxItem.Id), ColumnKind.Guid, n => n.Id),
        new(nameof(InboxItem.TenantId), ColumnKind.Text, n => n.TenantId),
        new(nameof(InboxItem.RecipientId), ColumnKind.Text, n => n.RecipientId),
        new(nameof(InboxItem.Title), ColumnKind.Text, n => n.Title),
        new(nameof(InboxItem.Body), ColumnKind.Text, n => n.Body),
        new(nameof(InboxItem.Type), ColumnKind.Text, n => n.Type),
        new(nameof(InboxItem.EntityType), ColumnKind.Text, n => n.EntityType),
        new(nameof(InboxItem.EntityId), ColumnKind.Text, n => n.EntityId),
        new(nameof(InboxItem.CreatedAt), ColumnKind.Time, n => n.CreatedAt),
        new(nameof(InboxItem.ReadAt), ColumnKind.Time, n => n.ReadAt),
    ];

    public static IReadOnlyList<string> NamesOf<T>(IReadOnlyList<Column<T>> columns) => [.. columns.Select(c => c.Name)];
}
