using Messaging.EntityFramework.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Messaging.EntityFramework.Migrations;

/// <summary>Operators' settings of queues, the index of what failed, and which deliveries are rendered with the current version of their template.</summary>
[DbContext(typeof(MessagingDbContext))]
[Migration("20261122000700_Operations")]
internal sealed class Operations : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var t = ColumnTypes.For(ActiveProvider);
        migrationBuilder.CreateTable(
            "messaging_queue_settings",
            c => new
            {
                key = c.Column<string>(t.Text(150), maxLength: 150),
                tenant_id = c.Column<string>(t.Text(100), maxLength: 100, nullable: true),
                channel = c.Column<string>(t.Text(32), maxLength: 32, nullable: true),
                priority = c.Column<short>(t.Int16, nullable: true),
                paused_at = c.Column<DateTimeOffset>(t.Time, nullable: true),
                paused_until = c.Column<DateTimeOffset>(t.Time, nullable: true),
                pause_reason = c.Column<string>(t.Text(400), maxLength: 400),
                weight = c.Column<int>(t.Int32, nullable: true),
                weight_reason = c.Column<string>(t.Text(400), maxLength: 400),
                weight_set_at = c.Column<DateTimeOffset>(t.Time, nullable: true),
            },
            constraints: c => c.PrimaryKey("PK_messaging_queue_settings", x => x.key));
        migrationBuilder.AddColumn<bool>("use_current_template", "messaging_deliveries", t.Boolean, nullable: false, defaultValue: false);
        migrationBuilder.CreateIndex(
            "IX_messaging_deliveries_tenant_id_finished_at_id", "messaging_deliveries", ["tenant_id", "finished_at", "id"], filter: "work_state = 9 AND outcome IN (2, 3, 4, 5)");
    }

    /// <inheritdoc/>
    /// <remarks>The column as a statement: on SQLite the framework has no such operation.</remarks>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("IX_messaging_deliveries_tenant_id_finished_at_id", "messaging_deliveries");
        migrationBuilder.Sql("ALTER TABLE messaging_deliveries DROP COLUMN use_current_template");
        migrationBuilder.DropTable("messaging_queue_settings");
    }
}
