using System.Data.Common;
using Messaging.EntityFramework.Model;
using Messaging.Messages;
using Messaging.Storage;

namespace Messaging.EntityFramework.Store;

/// <summary>Reads the rows of a claim. The order of columns is that of <see cref="RowColumns"/>.</summary>
internal readonly struct RowReader(DbDataReader reader, ValueForm form)
{
    /// <summary>The columns of a claim, behind the aliases d, m and c.</summary>
    public static string ClaimedColumns(SqlNames names) => string.Join(
        ", ",
        names.Columns("d", RowColumns.NamesOf(RowColumns.Deliveries), qualified: true),
        names.Columns("m", RowColumns.NamesOf(RowColumns.Messages), qualified: true),
        names.Columns("c", RowColumns.NamesOf(RowColumns.Contents), qualified: true));

    /// <summary>Reads a delivery, its message and, unless it was erased, its content, from one row of a join in this order.</summary>
    public ClaimedMessage ReadClaimed()
    {
        var delivery = ReadDelivery(0);
        var message = ReadMessage(RowColumns.Deliveries.Length);
        var contentAt = RowColumns.Deliveries.Length + RowColumns.Messages.Length;
        return new ClaimedMessage(delivery, message, reader.IsDBNull(contentAt) ? null : ReadContent(contentAt));
    }

    public Delivery ReadDelivery(int o) => new()
    {
        Id = form.ReadGuid(reader, o),
        TenantId = reader.GetString(o + 1),
        Channel = MessageChannel.Parse(reader.GetString(o + 2)),
        LaneKey = reader.GetInt64(o + 3),
        WorkState = (WorkState)reader.GetInt16(o + 4),
        Outcome = (DeliveryOutcome)reader.GetInt16(o + 5),
        StatusRank = reader.GetInt16(o + 6),
        Policy = (DeliveryPolicy)reader.GetInt16(o + 7),
        DueAt = form.ReadTime(reader, o + 8),
        ExpiresAt = form.ReadTime(reader, o + 9),
        OwnerEpoch = reader.IsDBNull(o + 10) ? null : reader.GetInt64(o + 10),
        LeaseToken = reader.GetInt64(o + 11),
        StartedAt = Time(o + 12),
        Attempt = reader.GetInt16(o + 13),
        RetryCount = reader.GetInt16(o + 14),
        Generation = reader.GetInt16(o + 15),
        RescueCount = reader.GetInt16(o + 16),
        CancelRequested = (CancelReason)reader.GetInt16(o + 17),
        Ambiguous = form.ReadBoolean(reader, o + 18),
        PossibleDuplicate = form.ReadBoolean(reader, o + 19),
        DuplicateConfirmed = form.ReadBoolean(reader, o + 20),
        KeyExpiresAt = Time(o + 21),
        Connection = reader.GetString(o + 22),
        ProviderMessageId = Text(o + 23),
        FinishedAt = Time(o + 24),
        DeliveredAt = Time(o + 25),
        OpenedAt = Time(o + 26),
        OpenCount = reader.GetInt32(o + 27),
        ClickedAt = Time(o + 28),
        ClickCount = reader.GetInt32(o + 29),
        ComplainedAt = Time(o + 30),
        UnsubscribedAt = Time(o + 31),
        CapDay = reader.GetInt32(o + 32),
        Segments = reader.GetInt16(o + 33),
        UseCurrentTemplate = form.ReadBoolean(reader, o + 34),
    };

    private Message ReadMessage(int o) => new()
    {
        Id = form.ReadGuid(reader, o),
        RequestId = form.ReadGuid(reader, o + 1),
        TenantId = reader.GetString(o + 2),
        Channel = MessageChannel.Parse(reader.GetString(o + 3)),
        RecipientId = reader.GetString(o + 4),
        RecipientType = reader.GetString(o + 5),
        TemplateCode = reader.GetString(o + 6),
        TemplateVersion = reader.GetString(o + 7),
        Type = reader.GetString(o + 8),
        Category = (MessageCategory)reader.GetInt16(o + 9),
        Priority = (MessagePriority)reader.GetInt16(o + 10),
        EntityType = reader.GetString(o + 11),
        EntityId = reader.GetString(o + 12),
        Tags = ColumnConverters.ReadStrings(reader.GetString(o + 13)),
        CreatedBy = reader.GetString(o + 14),
        Locale = reader.GetString(o + 15),
        TimeZone = reader.GetString(o + 16),
        CreatedAt = form.ReadTime(reader, o + 17),
        PlannedAt = form.ReadTime(reader, o + 18),
        PlannedCode = new DecisionCode(reader.GetString(o + 19)),
        Plan = Text(o + 20),
        OriginalId = reader.IsDBNull(o + 21) ? null : form.ReadGuid(reader, o + 21),
        AttachmentCount = reader.GetInt16(o + 22),
        TraceParent = Text(o + 23),
        FirstId = reader.IsDBNull(o + 24) ? null : form.ReadGuid(reader, o + 24),
        Step = reader.GetInt16(o + 25),
        FallbackWhen = (FallbackWhen)reader.GetInt16(o + 26),
        FallbackAfter = reader.GetInt32(o + 27),
        Variant = reader.GetString(o + 28),
    };

    private MessageContent ReadContent(int o) => new()
    {
        Id = form.ReadGuid(reader, o),
        Address = reader.GetString(o + 1),
        RecipientName = reader.GetString(o + 2),
        Data = Text(o + 3),
        Draft = Text(o + 4),
        Metadata = Text(o + 5),
        Payload = Text(o + 6),
    };

    private DateTimeOffset? Time(int ordinal) => reader.IsDBNull(ordinal) ? null : form.ReadTime(reader, ordinal);

    private string? Text(int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);
}
