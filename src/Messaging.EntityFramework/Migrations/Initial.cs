using Messaging.EntityFramework.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;

namespace Messaging.EntityFramework.Migrations;

/// <summary>The first schema. Written by hand for SQLite and PostgreSQL together; a test compares what it makes with what the model describes.</summary>
[DbContext(typeof(MessagingDbContext))]
[Migration("20261122000000_Initial")]
internal sealed class Initial : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var t = ColumnTypes.For(ActiveProvider);
        CreateMessages(migrationBuilder, t);
        CreateDeliveries(migrationBuilder, t);
        CreateHistory(migrationBuilder, t);
        CreateFiles(migrationBuilder, t);
        CreateNodes(migrationBuilder, t);
        CreateInbox(migrationBuilder, t);
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in new[]
        {
            "messaging_inbox_items", "messaging_installation", "messaging_dispatchers", "messaging_blobs", "messaging_attachments", "messaging_decisions",
            "messaging_events", "messaging_attempts", "messaging_deliveries", "messaging_contents", "messaging_messages", "messaging_requests",
        })
        {
            migrationBuilder.DropTable(table);
        }
    }

    private static void CreateMessages(MigrationBuilder migration, ColumnTypes t)
    {
        migration.CreateTable(
            "messaging_requests",
            c => new
            {
                tenant_id = Text(c, t, 100),
                idempotency_key = Text(c, t, 200),
                request_id = c.Column<Guid>(t.Guid),
                payload_hash = c.Column<byte[]>(t.Bytes),
                created_at = c.Column<DateTimeOffset>(t.Time),
            },
            constraints: c => c.PrimaryKey("PK_messaging_requests", x => new { x.tenant_id, x.idempotency_key }));
        migration.CreateTable(
            "messaging_messages",
            c => new
            {
                id = c.Column<Guid>(t.Guid),
                request_id = c.Column<Guid>(t.Guid),
                tenant_id = Text(c, t, 100),
                channel = Text(c, t, 32),
                recipient_id = Text(c, t, 100),
                recipient_type = Text(c, t, 50),
                template_code = Text(c, t, 100),
                template_version = Text(c, t, 64),
                type = Text(c, t, 100),
                category = c.Column<short>(t.Int16),
                priority = c.Column<short>(t.Int16),
                entity_type = Text(c, t, 50),
                entity_id = Text(c, t, 100),
                tags = Text(c, t, null),
                created_by = Text(c, t, 100),
                locale = Text(c, t, 35),
                time_zone = Text(c, t, 64),
                created_at = c.Column<DateTimeOffset>(t.Time),
                planned_at = c.Column<DateTimeOffset>(t.Time),
                planned_code = Text(c, t, 50),
                plan = Text(c, t, null, nullable: true),
                original_id = c.Column<Guid>(t.Guid, nullable: true),
                attachment_count = c.Column<short>(t.Int16),
                trace_parent = Text(c, t, 64, nullable: true),
                first_id = c.Column<Guid>(t.Guid, nullable: true),
                step = c.Column<short>(t.Int16),
                fallback_when = c.Column<short>(t.Int16),
                fallback_after = c.Column<int>(t.Int32),
            },
            constraints: c => c.PrimaryKey("PK_messaging_messages", x => x.id));
        migration.CreateTable(
            "messaging_contents",
            c => new
            {
                id = c.Column<Guid>(t.Guid),
                address = Text(c, t, 4096),
                recipient_name = Text(c, t, 255),
                data = Text(c, t, null, nullable: true),
                draft = Text(c, t, null, nullable: true),
                metadata = Text(c, t, null, nullable: true),
                payload = Text(c, t, null, nullable: true),
            },
            constraints: c => c.PrimaryKey("PK_messaging_contents", x => x.id));
        migration.CreateIndex("IX_messaging_requests_created_at", "messaging_requests", "created_at");
        migration.CreateIndex("IX_messaging_messages_request_id", "messaging_messages", "request_id");
        migration.CreateIndex("IX_messaging_messages_first_id_step", "messaging_messages", ["first_id", "step"], filter: "first_id IS NOT NULL");
        migration.CreateIndex("IX_messaging_messages_tenant_id_created_at_id", "messaging_messages", ["tenant_id", "created_at", "id"]);
        migration.CreateIndex(
            "IX_messaging_messages_tenant_id_recipient_id_created_at", "messaging_messages", ["tenant_id", "recipient_id", "created_at"], filter: "recipient_id <> ''");
        migration.CreateIndex(
            "IX_messaging_messages_entity", "messaging_messages", ["tenant_id", "entity_type", "entity_id", "created_at"], filter: "entity_id <> ''");
    }

    private static void CreateDeliveries(MigrationBuilder migration, ColumnTypes t)
    {
        var table = migration.CreateTable(
            "messaging_deliveries",
            c => new
            {
                id = c.Column<Guid>(t.Guid),
                tenant_id = Text(c, t, 100),
                channel = Text(c, t, 32),
                lane_key = c.Column<long>(t.Int64),
                work_state = c.Column<short>(t.Int16),
                outcome = c.Column<short>(t.Int16),
                status_rank = c.Column<short>(t.Int16),
                policy = c.Column<short>(t.Int16),
                due_at = c.Column<DateTimeOffset>(t.Time),
                expires_at = c.Column<DateTimeOffset>(t.Time),
                owner_epoch = c.Column<long>(t.Int64, nullable: true),
                lease_token = c.Column<long>(t.Int64),
                started_at = c.Column<DateTimeOffset>(t.Time, nullable: true),
                attempt = c.Column<short>(t.Int16),
                retry_count = c.Column<short>(t.Int16),
                generation = c.Column<short>(t.Int16),
                rescue_count = c.Column<short>(t.Int16),
                cancel_requested = c.Column<short>(t.Int16),
                ambiguous = c.Column<bool>(t.Boolean),
                possible_duplicate = c.Column<bool>(t.Boolean),
                duplicate_confirmed = c.Column<bool>(t.Boolean),
                key_expires_at = c.Column<DateTimeOffset>(t.Time, nullable: true),
                connection = Text(c, t, 50),
                provider_message_id = Text(c, t, 255, nullable: true),
                finished_at = c.Column<DateTimeOffset>(t.Time, nullable: true),
                delivered_at = c.Column<DateTimeOffset>(t.Time, nullable: true),
                opened_at = c.Column<DateTimeOffset>(t.Time, nullable: true),
                open_count = c.Column<int>(t.Int32),
                clicked_at = c.Column<DateTimeOffset>(t.Time, nullable: true),
                click_count = c.Column<int>(t.Int32),
                complained_at = c.Column<DateTimeOffset>(t.Time, nullable: true),
                unsubscribed_at = c.Column<DateTimeOffset>(t.Time, nullable: true),
                cap_day = c.Column<int>(t.Int32),
                segments = c.Column<short>(t.Int16),
            },
            constraints: c =>
            {
                c.PrimaryKey("PK_messaging_deliveries", x => x.id);
                c.CheckConstraint("ck_messaging_deliveries_finished", "(work_state = 9) = (finished_at IS NOT NULL)");
                c.CheckConstraint("ck_messaging_deliveries_owner", "(work_state = 1) = (owner_epoch IS NOT NULL)");
            });
        table.Annotation("Npgsql:StorageParameter:fillfactor", 80);
        table.Annotation("Npgsql:StorageParameter:autovacuum_vacuum_scale_factor", 0);
        table.Annotation("Npgsql:StorageParameter:autovacuum_vacuum_threshold", 10_000);
        migration.CreateIndex("IX_messaging_deliveries_lane_key_due_at_id", "messaging_deliveries", ["lane_key", "due_at", "id"], filter: "work_state = 0");
        migration.CreateIndex("IX_messaging_deliveries_owner_epoch_id", "messaging_deliveries", ["owner_epoch", "id"], filter: "work_state = 1");
        migration.CreateIndex("IX_messaging_deliveries_due_at", "messaging_deliveries", "due_at", filter: "work_state = 2");
        migration.CreateIndex("IX_messaging_deliveries_expires_at", "messaging_deliveries", "expires_at", filter: "work_state = 0");
    }

    private static void CreateHistory(MigrationBuilder migration, ColumnTypes t)
    {
        migration.CreateTable(
            "messaging_attempts",
            c => new
            {
                delivery_id = c.Column<Guid>(t.Guid),
                generation = c.Column<short>(t.Int16),
                attempt = c.Column<short>(t.Int16),
                connection = Text(c, t, 50),
                outcome = c.Column<short>(t.Int16),
                failure_kind = c.Column<short>(t.Int16),
                failure_code = Text(c, t, 50),
                failure_detail = Text(c, t, 500, nullable: true),
                provider_message_id = Text(c, t, 255, nullable: true),
                started_at = c.Column<DateTimeOffset>(t.Time),
                duration_ms = c.Column<int>(t.Int32),
            },
            constraints: c => c.PrimaryKey("PK_messaging_attempts", x => new { x.delivery_id, x.generation, x.attempt }));
        migration.CreateTable(
            "messaging_events",
            c => new
            {
                provider = Text(c, t, 50),
                event_key = Text(c, t, 100),
                delivery_id = c.Column<Guid>(t.Guid, nullable: true),
                generation = c.Column<short>(t.Int16, nullable: true),
                attempt = c.Column<short>(t.Int16, nullable: true),
                provider_message_id = Text(c, t, 255, nullable: true),
                kind = c.Column<short>(t.Int16),
                occurred_at = c.Column<DateTimeOffset>(t.Time),
                received_at = c.Column<DateTimeOffset>(t.Time),
                detail = Text(c, t, 2000, nullable: true),
            },
            constraints: c => c.PrimaryKey("PK_messaging_events", x => new { x.provider, x.event_key }));
        migration.CreateTable(
            "messaging_decisions",
            c => new
            {
                delivery_id = c.Column<Guid>(t.Guid),
                lease_token = c.Column<long>(t.Int64),
                code = Text(c, t, 50),
                decided_at = c.Column<DateTimeOffset>(t.Time),
                facts = Text(c, t, 500, nullable: true),
            },
            constraints: c => c.PrimaryKey("PK_messaging_decisions", x => new { x.delivery_id, x.lease_token, x.code }));
        migration.CreateIndex("IX_messaging_attempts_provider_message_id", "messaging_attempts", "provider_message_id", filter: "provider_message_id IS NOT NULL");
        migration.CreateIndex("IX_messaging_events_delivery_id", "messaging_events", "delivery_id", filter: "delivery_id IS NOT NULL");
        migration.CreateIndex("IX_messaging_events_provider_message_id", "messaging_events", "provider_message_id", filter: "delivery_id IS NULL");
        migration.CreateIndex("IX_messaging_events_received_at", "messaging_events", "received_at", filter: "delivery_id IS NULL");
    }

    private static void CreateFiles(MigrationBuilder migration, ColumnTypes t)
    {
        migration.CreateTable(
            "messaging_attachments",
            c => new
            {
                request_id = c.Column<Guid>(t.Guid),
                ordinal = c.Column<short>(t.Int16),
                file_name = Text(c, t, 100),
                content_type = Text(c, t, 200),
                content_id = Text(c, t, 100, nullable: true),
                blob_hash = Text(c, t, 64),
                size = c.Column<int>(t.Int32),
            },
            constraints: c => c.PrimaryKey("PK_messaging_attachments", x => new { x.request_id, x.ordinal }));
        migration.CreateTable(
            "messaging_blobs",
            c => new { hash = Text(c, t, 64), content = c.Column<byte[]>(t.Bytes), created_at = c.Column<DateTimeOffset>(t.Time) },
            constraints: c => c.PrimaryKey("PK_messaging_blobs", x => x.hash));
        migration.CreateIndex("IX_messaging_attachments_blob_hash", "messaging_attachments", "blob_hash");
        migration.CreateIndex("IX_messaging_blobs_created_at", "messaging_blobs", "created_at");
    }

    private static void CreateNodes(MigrationBuilder migration, ColumnTypes t)
    {
        migration.CreateTable(
            "messaging_dispatchers",
            c => new
            {
                epoch = c.Column<long>(t.Int64),
                node = Text(c, t, 255),
                heartbeat_at = c.Column<DateTimeOffset>(t.Time),
                expires_at = c.Column<DateTimeOffset>(t.Time),
            },
            constraints: c => c.PrimaryKey("PK_messaging_dispatchers", x => x.epoch));
        migration.CreateTable(
            "messaging_installation",
            c => new { id = c.Column<int>(t.Int32), key = Text(c, t, 32), contact_secret = Text(c, t, 64), created_at = c.Column<DateTimeOffset>(t.Time) },
            constraints: c => c.PrimaryKey("PK_messaging_installation", x => x.id));
    }

    private static void CreateInbox(MigrationBuilder migration, ColumnTypes t)
    {
        migration.CreateTable(
            "messaging_inbox_items",
            c => new
            {
                id = c.Column<Guid>(t.Guid),
                tenant_id = Text(c, t, 100),
                recipient_id = Text(c, t, 100),
                title = Text(c, t, null),
                body = Text(c, t, null),
                type = Text(c, t, 100),
                entity_type = Text(c, t, 50),
                entity_id = Text(c, t, 100),
                created_at = c.Column<DateTimeOffset>(t.Time),
                read_at = c.Column<DateTimeOffset>(t.Time, nullable: true),
            },
            constraints: c => c.PrimaryKey("PK_messaging_inbox_items", x => x.id));
        migration.CreateIndex("IX_messaging_inbox_items_tenant_id_recipient_id_created_at_id", "messaging_inbox_items", ["tenant_id", "recipient_id", "created_at", "id"]);
        migration.CreateIndex("IX_messaging_inbox_items_tenant_id_recipient_id", "messaging_inbox_items", ["tenant_id", "recipient_id"], filter: "read_at IS NULL");
    }

    private static OperationBuilder<AddColumnOperation> Text(ColumnsBuilder columns, ColumnTypes types, int? maxLength, bool nullable = false) =>
        columns.Column<string>(types.Text(maxLength), maxLength: maxLength, nullable: nullable);
}
