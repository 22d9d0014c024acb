using Messaging.EntityFramework.Model;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Messaging.EntityFramework.Migrations;

/// <summary>How many messages are open and ended in which way, counted once from the rows that are there.</summary>
[DbContext(typeof(MessagingDbContext))]
[Migration("20261122000800_Counts")]
internal sealed class Counts : Migration
{
    private const string Columns = "number, id, tenant_id, channel, lane_key, day, outcome, count";

    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var t = ColumnTypes.For(ActiveProvider);
        migrationBuilder.CreateTable(
            "messaging_counts",
            c => new
            {
                number = c.Column<int>(t.Int32),
                id = c.Column<Guid>(t.Guid),
                tenant_id = c.Column<string>(t.Text(100), maxLength: 100),
                channel = c.Column<string>(t.Text(32), maxLength: 32),
                lane_key = c.Column<long>(t.Int64),
                day = c.Column<int>(t.Int32),
                outcome = c.Column<short>(t.Int16),
                count = c.Column<long>(t.Int64),
            },
            constraints: c => c.PrimaryKey("PK_messaging_counts", x => new { x.number, x.id }))
            .Annotation("Npgsql:StorageParameter:autovacuum_vacuum_scale_factor", 0)
            .Annotation("Npgsql:StorageParameter:autovacuum_vacuum_threshold", 1_000);
        migrationBuilder.CreateIndex("IX_messaging_counts_tenant_id_day", "messaging_counts", ["tenant_id", "day"]);
        migrationBuilder.CreateIndex("IX_messaging_counts_lane_key", "messaging_counts", "lane_key", filter: "outcome = 0 AND count <> 0");
        if (ActiveProvider is ColumnTypes.SqliteProvider or ColumnTypes.PostgreSqlProvider)
        {
            migrationBuilder.Sql(Seed(t.IsSqlite));
        }
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("messaging_counts");

    // As changes, which a janitor adds to sums like all others. A message's day is that of its id, which begins with 48 bits of milliseconds.
    private static string Seed(bool sqlite)
    {
        var milliseconds = sqlite
            ? string.Join(" + ", Enumerable.Range(1, 12).Select(i => $"((instr('0123456789ABCDEF', substr(hex(substr(id, 1, 6)), {i}, 1)) - 1) << {48 - (4 * i)})"))
            : "('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint";
        var (id, integer) = sqlite ? ("randomblob(16)", "INTEGER") : ("gen_random_uuid()", "integer");
        return $"""
            INSERT INTO messaging_counts ({Columns})
            SELECT 1, {id}, tenant_id, channel, lane_key, day, outcome, count(*)
            FROM (SELECT tenant_id, channel, lane_key, CAST(719162 + ({milliseconds}) / 86400000 AS {integer}) AS day, CASE WHEN work_state = 9 THEN outcome ELSE 0 END AS outcome FROM messaging_deliveries) AS d
            GROUP BY tenant_id, channel, lane_key, day, outcome
            """;
    }
}
