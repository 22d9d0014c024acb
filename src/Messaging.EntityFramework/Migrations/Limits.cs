using Messaging.EntityFramework.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Messaging.EntityFramework.Migrations;

/// <summary>The token buckets of connections.</summary>
[DbContext(typeof(MessagingDbContext))]
[Migration("20261122000600_Limits")]
internal sealed class Limits : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var t = ColumnTypes.For(ActiveProvider);
        migrationBuilder.CreateTable(
            "messaging_limits",
            c => new
            {
                key = c.Column<string>(t.Text(100), maxLength: 100),
                milli_tokens = c.Column<long>(t.Int64),
                updated_at_ms = c.Column<long>(t.Int64),
                version = c.Column<long>(t.Int64),
            },
            constraints: c => c.PrimaryKey("PK_messaging_limits", x => x.key));
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("messaging_limits");
}
