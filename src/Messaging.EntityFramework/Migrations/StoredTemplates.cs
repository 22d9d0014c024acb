using Messaging.EntityFramework.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;

namespace Messaging.EntityFramework.Migrations;

/// <summary>Templates in the database, and the variant of a message.</summary>
[DbContext(typeof(MessagingDbContext))]
[Migration("20261122000100_StoredTemplates")]
internal sealed class StoredTemplates : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var t = ColumnTypes.For(ActiveProvider);
        migrationBuilder.AddColumn<string>("variant", "messaging_messages", t.Text(50), maxLength: 50, nullable: false, defaultValue: "");
        CreateTemplates(migrationBuilder, t);
        migrationBuilder.CreateTable(
            "messaging_template_versions",
            c => new
            {
                template_id = c.Column<Guid>(t.Guid),
                number = c.Column<int>(t.Int32),
                tenant_id = Text(c, t, 100),
                code = Text(c, t, 100),
                document = Text(c, t, null),
                copy_of = c.Column<int>(t.Int32, nullable: true),
                note = Text(c, t, 1000),
                created_at = c.Column<DateTimeOffset>(t.Time),
                created_by = Text(c, t, 100),
            },
            constraints: c => c.PrimaryKey("PK_messaging_template_versions", x => new { x.template_id, x.number }));
        migrationBuilder.CreateTable(
            "messaging_template_stamp",
            c => new { id = c.Column<int>(t.Int32), value = c.Column<long>(t.Int64) },
            constraints: c => c.PrimaryKey("PK_messaging_template_stamp", x => x.id));
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("messaging_template_stamp");
        migrationBuilder.DropTable("messaging_template_versions");
        migrationBuilder.DropTable("messaging_templates");

        // As a statement: on SQLite the framework would copy the whole table.
        migrationBuilder.Sql("ALTER TABLE messaging_messages DROP COLUMN variant");
    }

    private static void CreateTemplates(MigrationBuilder migration, ColumnTypes t)
    {
        migration.CreateTable(
            "messaging_templates",
            c => new
            {
                id = c.Column<Guid>(t.Guid),
                tenant_id = Text(c, t, 100),
                code = Text(c, t, 100),
                name = Text(c, t, 200),
                description = Text(c, t, 1000),
                kind = c.Column<short>(t.Int16),
                category = Text(c, t, 100),
                type = Text(c, t, 100),
                tags = Text(c, t, null),
                channels = Text(c, t, null),
                is_active = c.Column<bool>(t.Boolean),
                is_system = c.Column<bool>(t.Boolean),
                draft = Text(c, t, null),
                revision = c.Column<int>(t.Int32),
                current_version = c.Column<int>(t.Int32),
                imported_hash = Text(c, t, 64, nullable: true),
                created_at = c.Column<DateTimeOffset>(t.Time),
                created_by = Text(c, t, 100),
                updated_at = c.Column<DateTimeOffset>(t.Time),
                updated_by = Text(c, t, 100),
            },
            constraints: c => c.PrimaryKey("PK_messaging_templates", x => x.id));
        migration.CreateIndex("IX_messaging_templates_tenant_id_code", "messaging_templates", ["tenant_id", "code"], unique: true);
        migration.CreateIndex("IX_messaging_templates_tenant_id_name", "messaging_templates", ["tenant_id", "name"], unique: true);
    }

    private static OperationBuilder<AddColumnOperation> Text(ColumnsBuilder columns, ColumnTypes types, int? maxLength, bool nullable = false) =>
        columns.Column<string>(types.Text(maxLength), maxLength: maxLength, nullable: nullable);
}
