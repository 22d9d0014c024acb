using Messaging.EntityFramework.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Messaging.EntityFramework.Migrations;

/// <summary>The tables of links.</summary>
[DbContext(typeof(MessagingDbContext))]
[Migration("20261122000300_Links")]
internal sealed class Links : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var t = ColumnTypes.For(ActiveProvider);
        migrationBuilder.CreateTable(
            "messaging_link_uses",
            c => new { id = c.Column<Guid>(t.Guid), expires_at = c.Column<DateTimeOffset>(t.Time) },
            constraints: c => c.PrimaryKey("PK_messaging_link_uses", x => x.id));
        migrationBuilder.CreateIndex("IX_messaging_link_uses_expires_at", "messaging_link_uses", "expires_at");
        migrationBuilder.CreateTable(
            "messaging_link_targets",
            c => new
            {
                id = c.Column<Guid>(t.Guid),
                tenant_id = c.Column<string>(t.Text(100), maxLength: 100),
                message_id = c.Column<Guid>(t.Guid, nullable: true),
                url = c.Column<string>(t.Text(2048), maxLength: 2048),
                created_at = c.Column<DateTimeOffset>(t.Time),
                expires_at = c.Column<DateTimeOffset>(t.Time),
            },
            constraints: c => c.PrimaryKey("PK_messaging_link_targets", x => x.id));
        migrationBuilder.CreateIndex("IX_messaging_link_targets_expires_at", "messaging_link_targets", "expires_at");
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("messaging_link_targets");
        migrationBuilder.DropTable("messaging_link_uses");
    }
}
