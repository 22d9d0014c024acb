using Messaging.Messages;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Model;

/// <summary>The tables, their columns and indexes. There are no foreign keys: a check per row would cost more than all else on the hot path, and rows are deleted by retention only.</summary>
internal static class MessageConfiguration
{
    public static void Apply(ModelBuilder model, ColumnTypes types, TableNames names)
    {
        MapRequests(new(model, types, names, "requests"));
        MapMessages(new(model, types, names, "messages"));
        MapContents(new(model, types, names, "contents"));
        DeliveryConfiguration.Apply(new(model, types, names, "deliveries"));
        MapAttempts(new(model, types, names, "attempts"));
        MapEvents(new(model, types, names, "events"));
        MapDecisions(new(model, types, names, "decisions"));
        MapAttachments(new(model, types, names, "attachments"));
        MapBlobs(new(model, types, names, "blobs"));
        new TableMap<DispatcherRow>(model, types, names, "dispatchers").Key(d => d.Epoch).Length(d => d.Node, 255);
        new TableMap<Installation>(model, types, names, "installation").Key(i => i.Id).Length(i => i.Key, 32).Length(i => i.ContactSecret, 64);
        new TableMap<LimitRow>(model, types, names, "limits").Key(l => l.Key).Length(l => l.Key, 100);
        QueueConfiguration.Apply(model, types, names);
        CountConfiguration.Apply(model, types, names);
        ContactConfiguration.Apply(model, types, names);
    }

    private static void MapRequests(TableMap<RequestKey> map)
    {
        map.Key(r => new { r.TenantId, r.IdempotencyKey }).Length(r => r.TenantId, 100).Length(r => r.IdempotencyKey, 200);
        map.Entity.HasIndex(r => r.CreatedAt);
    }

    private static void MapMessages(TableMap<Message> map)
    {
        map.Key(m => m.Id)
            .Length(m => m.TenantId, 100)
            .Length(m => m.RecipientId, 100)
            .Length(m => m.RecipientType, 50)
            .Length(m => m.TemplateCode, 100)
            .Length(m => m.TemplateVersion, 64)
            .Length(m => m.Variant, 50)
            .Default(m => m.Variant, "")
            .Length(m => m.Type, 100)
            .Length(m => m.EntityType, 50)
            .Length(m => m.EntityId, 100)
            .Length(m => m.CreatedBy, 100)
            .Length(m => m.Locale, 35)
            .Length(m => m.TimeZone, 64)
            .Length(m => m.TraceParent, 64);
        map.Entity.HasIndex(m => m.RequestId);
        map.Entity.HasIndex(m => new { m.FirstId, m.Step }).HasFilter($"{TableMap<Message>.Column(nameof(Message.FirstId))} IS NOT NULL");
        map.Entity.HasIndex(m => new { m.TenantId, m.CreatedAt, m.Id });
        var recipientId = TableMap<Message>.Column(nameof(Message.RecipientId));
        var entityId = TableMap<Message>.Column(nameof(Message.EntityId));
        map.Entity.HasIndex(m => new { m.TenantId, m.RecipientId, m.CreatedAt }).HasFilter($"{recipientId} <> ''");
        map.Entity.HasIndex(m => new { m.TenantId, m.EntityType, m.EntityId, m.CreatedAt }).HasFilter($"{entityId} <> ''").HasDatabaseName($"IX_{map.Entity.Metadata.GetTableName()}_entity");
    }

    private static void MapContents(TableMap<MessageContent> map) => map.Key(c => c.Id).Length(c => c.Address, 4096).Length(c => c.RecipientName, 255);

    private static void MapAttempts(TableMap<MessageAttempt> map)
    {
        map.Key(a => new { a.DeliveryId, a.Generation, a.Attempt })
            .Length(a => a.Connection, 50)
            .Length(a => a.FailureCode, 50)
            .Length(a => a.FailureDetail, 500)
            .Length(a => a.ProviderMessageId, 255);
        map.Entity.HasIndex(a => a.ProviderMessageId).HasFilter($"{TableMap<MessageAttempt>.Column(nameof(MessageAttempt.ProviderMessageId))} IS NOT NULL");
    }

    private static void MapEvents(TableMap<MessageEvent> map)
    {
        map.Key(e => new { e.Provider, e.EventKey })
            .Length(e => e.Provider, 50)
            .Length(e => e.EventKey, 100)
            .Length(e => e.TenantId, 100)
            .Length(e => e.ProviderMessageId, 255)
            .Length(e => e.Detail, 2000);
        var deliveryId = TableMap<MessageEvent>.Column(nameof(MessageEvent.DeliveryId));
        map.Entity.HasIndex(e => e.DeliveryId).HasFilter($"{deliveryId} IS NOT NULL");
        map.Entity.HasIndex(e => e.ProviderMessageId).HasFilter($"{deliveryId} IS NULL");
        map.Entity.HasIndex(e => e.ReceivedAt).HasFilter($"{deliveryId} IS NULL");
    }

    private static void MapDecisions(TableMap<DeliveryDecision> map) =>
        map.Key(d => new { d.DeliveryId, d.LeaseToken, d.Code }).Length(d => d.Facts, 500);

    private static void MapAttachments(TableMap<StoredAttachment> map)
    {
        map.Key(a => new { a.RequestId, a.Ordinal })
            .Length(a => a.FileName, 100)
            .Length(a => a.ContentType, 200)
            .Length(a => a.ContentId, 100)
            .Length(a => a.BlobHash, 64);
        map.Entity.HasIndex(a => a.BlobHash);
    }

    private static void MapBlobs(TableMap<Blob> map)
    {
        map.Key(b => b.Hash).Length(b => b.Hash, 64);
        map.Entity.HasIndex(b => b.CreatedAt);
    }
}
