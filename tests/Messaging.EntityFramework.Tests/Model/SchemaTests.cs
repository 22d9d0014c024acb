using System.Data.Common;
using Messaging.Authoring;
using Messaging.EntityFramework.Store;
using Messaging.EntityFramework.Tests.Support;
using Messaging.Inbound;
using Messaging.Inbox;
using Messaging.Links;
using Messaging.TestTools;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EntityFramework.Tests.Model;

/// <summary>Three ways to the same tables: the hand-written migrations, the model of the library's context, and the model inside a host's.</summary>
public sealed class SchemaTests
{
    [Fact]
    public Task Sqlite_MigrationsModelAndHostsContext_MakeTheSameSchema() => CompareAsync(sqlite: true);

    [PostgreSqlFact]
    public Task PostgreSql_MigrationsModelAndHostsContext_MakeTheSameSchema() => CompareAsync(sqlite: false);

    [Fact]
    public Task Sqlite_MigrationsDown_LeaveNothing() => DownAsync(sqlite: true);

    [PostgreSqlFact]
    public Task PostgreSql_MigrationsDown_LeaveNothing() => DownAsync(sqlite: false);

    [Fact]
    public void BulkWrittenColumns_AreAllThatTheModelHas()
    {
        using var database = TestDatabase.CreateSqlite();
        using var db = Dedicated(database);
        Assert.All(
            new (Type Type, IReadOnlyList<string> Names)[]
            {
                (typeof(Storage.RequestKey), RowColumns.NamesOf(RowColumns.Requests)),
                (typeof(Messaging.Messages.Message), RowColumns.NamesOf(RowColumns.Messages)),
                (typeof(Messaging.Messages.MessageContent), RowColumns.NamesOf(RowColumns.Contents)),
                (typeof(Messaging.Messages.Delivery), RowColumns.NamesOf(RowColumns.Deliveries)),
                (typeof(Messaging.Messages.MessageAttempt), RowColumns.NamesOf(RowColumns.Attempts)),
                (typeof(Messaging.Messages.MessageEvent), RowColumns.NamesOf(RowColumns.Events)),
                (typeof(Messaging.Messages.DeliveryDecision), RowColumns.NamesOf(RowColumns.Decisions)),
                (typeof(Storage.StoredAttachment), RowColumns.NamesOf(RowColumns.Attachments)),
                (typeof(Storage.Blob), RowColumns.NamesOf(RowColumns.Blobs)),
                (typeof(Storage.DispatcherRow), RowColumns.NamesOf(RowColumns.Dispatchers)),
                (typeof(Storage.Installation), RowColumns.NamesOf(RowColumns.Installations)),
                (typeof(InboxItem), RowColumns.NamesOf(RowColumns.InboxItems)),
                (typeof(StoredTemplate), RowColumns.NamesOf(TemplateColumns.Templates)),
                (typeof(StoredTemplateVersion), RowColumns.NamesOf(TemplateColumns.Versions)),
                (typeof(TemplateStamp), RowColumns.NamesOf(TemplateColumns.Stamp)),
                (typeof(LinkUse), RowColumns.NamesOf(LinkColumns.Uses)),
                (typeof(RedirectTarget), RowColumns.NamesOf(LinkColumns.Targets)),
                (typeof(Messaging.Preferences.Device), RowColumns.NamesOf(DeviceColumns.Devices)),
                (typeof(InboundMessage), RowColumns.NamesOf(InboundColumns.Messages)),
            },
            table => Assert.Equal(
                db.Model.FindEntityType(table.Type)!.GetProperties().Select(p => p.Name).Order(StringComparer.Ordinal),
                table.Names.Order(StringComparer.Ordinal)));
    }

    private static async Task CompareAsync(bool sqlite)
    {
        using var migrated = TestDatabase.Create(sqlite);
        using var modelled = TestDatabase.Create(sqlite);
        using var hosted = TestDatabase.Create(sqlite);
        await using (var services = new ServiceCollection().AddDbContext<FullHostDbContext>(o => hosted.Use(o)).BuildServiceProvider())
        {
            await services.GetRequiredService<FullHostDbContext>().Database.EnsureCreatedAsync();
        }

        await using (var db = Dedicated(modelled))
        {
            await db.Database.EnsureCreatedAsync();
        }

        await using var host = new ServiceCollection().AddSingleton(TimeProvider.System).Also(s => migrated.Use(s.AddMessaging())).BuildServiceProvider();
        await host.GetRequiredService<IMessagingClient>().ListAsync(new Storage.MessageQuery());

        var expected = await DescribeAsync(modelled);
        Assert.NotEmpty(expected);
        Assert.Equal(string.Join('\n', expected), string.Join('\n', await DescribeAsync(migrated)));
        Assert.Equal(string.Join('\n', expected), string.Join('\n', await DescribeAsync(hosted)));
    }

    private static async Task DownAsync(bool sqlite)
    {
        using var database = TestDatabase.Create(sqlite);
        await using var services = new ServiceCollection().Also(s => database.Use(s.AddMessaging())).BuildServiceProvider();
        await using var db = services.GetRequiredService<IDbContextFactory<MessagingDbContext>>().CreateDbContext();
        await db.Database.MigrateAsync();
        Assert.NotEmpty(await DescribeAsync(database));
        await db.Database.MigrateAsync("0");
        Assert.Empty(await DescribeAsync(database));
    }

    private static MessagingDbContext Dedicated(TestDatabase database) =>
        new((DbContextOptions<MessagingDbContext>)database.Use(new DbContextOptionsBuilder<MessagingDbContext>()).Options);

    private static async Task<IReadOnlyList<string>> DescribeAsync(TestDatabase database)
    {
        await using var db = Dedicated(database);
        await db.Database.OpenConnectionAsync();
        var connection = db.Database.GetDbConnection();
        if (database.IsSqlite)
        {
            // Columns by name: one that a later migration adds stands at the end of the table, wherever the model has it.
            const string tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'messaging%' AND name <> 'messaging_migrations'";
            return
            [
                .. await ReadAsync(connection, $"SELECT t.name || '.' || c.name || ' ' || c.type || ' ' || c.[notnull] || ' ' || coalesce(c.dflt_value, '-') || ' ' || c.pk FROM ({tables}) t, pragma_table_info(t.name) c ORDER BY 1"),
                .. await ReadAsync(connection, "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name LIKE 'messaging%' AND tbl_name <> 'messaging_migrations' AND sql IS NOT NULL ORDER BY name"),
            ];
        }

        return
        [
            .. await ReadAsync(connection, "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || coalesce(character_maximum_length, 0) || ' ' || is_nullable || ' ' || coalesce(column_default, '-') FROM information_schema.columns WHERE table_name LIKE 'messaging%' AND table_name <> 'messaging_migrations' ORDER BY table_name, column_name"),
            .. await ReadAsync(connection, "SELECT indexdef FROM pg_indexes WHERE tablename LIKE 'messaging%' AND tablename <> 'messaging_migrations' ORDER BY indexname"),
            .. await ReadAsync(connection, "SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid::regclass::text LIKE 'messaging%' AND conrelid::regclass::text <> 'messaging_migrations' ORDER BY 1"),
            .. await ReadAsync(connection, "SELECT relname || ' ' || array_to_string(reloptions, ',') FROM pg_class WHERE relname LIKE 'messaging%' AND reloptions IS NOT NULL ORDER BY 1"),
        ];
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0).ReplaceLineEndings("\n"));
        }

        return rows;
    }
}
