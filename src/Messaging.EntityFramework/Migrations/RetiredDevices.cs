using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Messaging.EntityFramework.Migrations;

/// <summary>The index by which devices are found that went out of use long ago.</summary>
[DbContext(typeof(MessagingDbContext))]
[Migration("20261122000750_RetiredDevices")]
internal sealed class RetiredDevices : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateIndex("IX_messaging_devices_retired_at", "messaging_devices", "retired_at", filter: "retired_at IS NOT NULL");

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropIndex("IX_messaging_devices_retired_at", "messaging_devices");
}
