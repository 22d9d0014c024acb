using Messaging.EntityFramework.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Messaging.EntityFramework.Migrations;

/// <summary>The tenant whose account reported an event; none for what was reported before, and for accounts of the whole application.</summary>
[DbContext(typeof(MessagingDbContext))]
[Migration("20261122000400_EventTenants")]
internal sealed class EventTenants : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<string>("tenant_id", "messaging_events", ColumnTypes.For(ActiveProvider).Text(100), maxLength: 100, nullable: true);

    /// <inheritdoc/>
    /// <remarks>As a statement: on SQLite the framework has no such operation.</remarks>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("ALTER TABLE messaging_events DROP COLUMN tenant_id");
}
