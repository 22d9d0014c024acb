using Messaging.EntityFramework.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;

namespace Messaging.EntityFramework.Migrations;

/// <summary>Inbound messages, and the index by which the last message to an address is found.</summary>
[DbContext(typeof(MessagingDbContext))]
[Migration("20261122000450_Inbound")]
internal sealed class Inbound : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var t = ColumnTypes.For(ActiveProvider);
        migrationBuilder.CreateTable(
            "messaging_inbound",
            c => new
            {
                id = c.Column<Guid>(t.Guid),
                tenant_id = Text(c, t, 100),
                provider = Text(c, t, 50),
                event_key = Text(c, t, 100),
                connection = Text(c, t, 50),
                channel = Text(c, t, 32),
                from = Text(c, t, 255),
                to = Text(c, t, 255),
                from_name = Text(c, t, 255),
                subject = Text(c, t, 500),
                text = Text(c, t, null),
                media = Text(c, t, null),
                provider_message_id = Text(c, t, 255, nullable: true),
                in_reply_to = Text(c, t, 255, nullable: true),
                contact_id = c.Column<Guid>(t.Guid, nullable: true),
                message_id = c.Column<Guid>(t.Guid, nullable: true),
                recipient_id = Text(c, t, 100),
                recipient_type = Text(c, t, 50),
                meaning = c.Column<short>(t.Int16),
                written_at = c.Column<DateTimeOffset>(t.Time),
                received_at = c.Column<DateTimeOffset>(t.Time),
                state = c.Column<short>(t.Int16),
                attempts = c.Column<short>(t.Int16),
                due_at = c.Column<DateTimeOffset>(t.Time, nullable: true),
                handled_at = c.Column<DateTimeOffset>(t.Time, nullable: true),
                last_error = Text(c, t, 100),
            },
            constraints: c => c.PrimaryKey("PK_messaging_inbound", x => x.id));
        migrationBuilder.CreateIndex("IX_messaging_inbound_provider_event_key", "messaging_inbound", ["provider", "event_key"], unique: true);
        migrationBuilder.CreateIndex("IX_messaging_inbound_tenant_id_received_at_id", "messaging_inbound", ["tenant_id", "received_at", "id"]);
        migrationBuilder.CreateIndex("IX_messaging_inbound_contact_id_received_at", "messaging_inbound", ["contact_id", "received_at"]);
        migrationBuilder.CreateIndex("IX_messaging_inbound_tenant_id_recipient_id_received_at", "messaging_inbound", ["tenant_id", "recipient_id", "received_at"], filter: "recipient_id <> ''");
        migrationBuilder.CreateIndex("IX_messaging_inbound_due_at", "messaging_inbound", "due_at", filter: "state = 1");
        migrationBuilder.CreateIndex("IX_messaging_contents_address_id", "messaging_contents", ["address", "id"], filter: "length(address) <= 100");
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("IX_messaging_contents_address_id", "messaging_contents");
        migrationBuilder.DropTable("messaging_inbound");
    }

    private static OperationBuilder<AddColumnOperation> Text(ColumnsBuilder columns, ColumnTypes types, int? maxLength, bool nullable = false) =>
        columns.Column<string>(types.Text(maxLength), maxLength: maxLength, nullable: nullable);
}
