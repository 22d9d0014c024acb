using Messaging.EntityFramework.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;

namespace Messaging.EntityFramework.Migrations;

/// <summary>What is known about contacts: preferences, consents, opt-outs, suppressions, and how many messages they got in a day.</summary>
[DbContext(typeof(MessagingDbContext))]
[Migration("20261122000001_Contacts")]
internal sealed class Contacts : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var t = ColumnTypes.For(ActiveProvider);
        migrationBuilder.CreateTable(
            "messaging_contacts",
            c => new
            {
                id = c.Column<Guid>(t.Guid),
                tenant_id = Text(c, t, 100),
                person_type = Text(c, t, 50),
                person_id = Text(c, t, 100),
                version = c.Column<long>(t.Int64),
                is_suppressed = c.Column<bool>(t.Boolean),
                state = Text(c, t, null),
                updated_at = c.Column<DateTimeOffset>(t.Time),
            },
            constraints: c => c.PrimaryKey("PK_messaging_contacts", x => x.id));
        migrationBuilder.CreateIndex(
            "IX_messaging_contacts_tenant_id_updated_at_id", "messaging_contacts", ["tenant_id", "updated_at", "id"], filter: t.IsSqlite ? "is_suppressed = 1" : "is_suppressed");
        CreateEntries(migrationBuilder, t);
        CreateReviews(migrationBuilder, t);
        migrationBuilder.CreateTable(
            "messaging_daily_counts",
            c => new
            {
                contact_id = c.Column<Guid>(t.Guid),
                day = c.Column<int>(t.Int32),
                used = c.Column<int>(t.Int32),
                granted = c.Column<int>(t.Int32),
                most = c.Column<int>(t.Int32),
            },
            constraints: c => c.PrimaryKey("PK_messaging_daily_counts", x => new { x.contact_id, x.day }));
        migrationBuilder.CreateIndex("IX_messaging_daily_counts_day", "messaging_daily_counts", "day");
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in new[] { "messaging_daily_counts", "messaging_opt_out_reviews", "messaging_contact_entries", "messaging_contacts" })
        {
            migrationBuilder.DropTable(table);
        }
    }

    private static void CreateEntries(MigrationBuilder migration, ColumnTypes t)
    {
        migration.CreateTable(
            "messaging_contact_entries",
            c => new
            {
                id = c.Column<Guid>(t.Guid),
                contact_id = c.Column<Guid>(t.Guid),
                tenant_id = Text(c, t, 100),
                kind = c.Column<short>(t.Int16),
                channel = Text(c, t, 32),
                topic = Text(c, t, 100),
                at = c.Column<DateTimeOffset>(t.Time),
                source = Text(c, t, 100),
                actor = Text(c, t, 100),
                wording = Text(c, t, 100),
                proof = Text(c, t, 400),
            },
            constraints: c => c.PrimaryKey("PK_messaging_contact_entries", x => x.id));
        migration.CreateIndex("IX_messaging_contact_entries_contact_id_id", "messaging_contact_entries", ["contact_id", "id"]);
    }

    private static void CreateReviews(MigrationBuilder migration, ColumnTypes t)
    {
        migration.CreateTable(
            "messaging_opt_out_reviews",
            c => new
            {
                id = c.Column<Guid>(t.Guid),
                tenant_id = Text(c, t, 100),
                channel = Text(c, t, 32),
                contact_id = c.Column<Guid>(t.Guid),
                text = Text(c, t, null),
                received_at = c.Column<DateTimeOffset>(t.Time),
                decided_at = c.Column<DateTimeOffset>(t.Time, nullable: true),
                decided_by = Text(c, t, 100),
                is_opt_out = c.Column<bool>(t.Boolean),
            },
            constraints: c => c.PrimaryKey("PK_messaging_opt_out_reviews", x => x.id));
        migration.CreateIndex(
            "IX_messaging_opt_out_reviews_tenant_id_received_at_id", "messaging_opt_out_reviews", ["tenant_id", "received_at", "id"], filter: "decided_at IS NULL");
    }

    private static OperationBuilder<AddColumnOperation> Text(ColumnsBuilder columns, ColumnTypes types, int? maxLength, bool nullable = false) =>
        columns.Column<string>(types.Text(maxLength), maxLength: maxLength, nullable: nullable);
}
