using Messaging.EntityFramework.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Messaging.EntityFramework.Migrations;

/// <summary>The table of devices.</summary>
[DbContext(typeof(MessagingDbContext))]
[Migration("20261122000500_Devices")]
internal sealed class Devices : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var t = ColumnTypes.For(ActiveProvider);
        migrationBuilder.CreateTable(
            "messaging_devices",
            c => new
            {
                id = c.Column<Guid>(t.Guid),
                tenant_id = c.Column<string>(t.Text(100), maxLength: 100),
                contact_id = c.Column<Guid>(t.Guid),
                person_type = c.Column<string>(t.Text(50), maxLength: 50),
                person_id = c.Column<string>(t.Text(100), maxLength: 100),
                token = c.Column<string>(t.Text(4096), maxLength: 4096),
                platform = c.Column<short>(t.Int16),
                app = c.Column<string>(t.Text(100), maxLength: 100),
                seen_at = c.Column<DateTimeOffset>(t.Time),
                retired_at = c.Column<DateTimeOffset>(t.Time, nullable: true),
            },
            constraints: c => c.PrimaryKey("PK_messaging_devices", x => x.id));
        migrationBuilder.CreateIndex("IX_messaging_devices_contact_id_seen_at", "messaging_devices", ["contact_id", "seen_at"]);
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("messaging_devices");
}
