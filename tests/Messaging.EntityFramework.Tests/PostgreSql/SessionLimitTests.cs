using System.Data.Common;
using Messaging.EntityFramework.Tests.Support;
using Messaging.Testing;
using Messaging.TestTools;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EntityFramework.Tests.PostgreSql;

/// <summary>The library's sessions give up what hangs, and its migrations are never given up.</summary>
public sealed class SessionLimitTests
{
    private static readonly string[] Names = ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "enable_seqscan", "jit"];

    [PostgreSqlTheory]
    [InlineData("", "10s,2s,30s,off,off")]
    [InlineData(";Options=-c statement_timeout=7s", "7s,2s,30s,off,off")]
    [InlineData(";Options=-c jit=on --enable-seqscan=on", "10s,2s,30s,on,on")]
    public async Task Limits_HoldForOrdinaryWork_AndNotForMigrations(string options, string expected)
    {
        using var database = TestDatabase.CreatePostgreSql();
        var watch = new LimitWatch();
        var services = new ServiceCollection();
        services.AddMessaging().UsePostgreSql(database.ConnectionString + options).AddChannel("test", MessageChannel.Email, _ => new RecordingChannelAdapter());
        services.ConfigureDbContext<MessagingDbContext>(o => o.AddInterceptors(watch));
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IMessagingClient>().SendAsync(JoinedHost.Request());
        Assert.Equal($"0,0,0,on,{expected.Split(',')[^1]} and no time-out of the command", watch.WhileMigrating);

        await using var context = provider.GetRequiredService<IDbContextFactory<MessagingDbContext>>().CreateDbContext();
        await context.Database.OpenConnectionAsync();
        Assert.Equal(expected, await ReadAsync(context.Database.GetDbConnection(), null));
        Assert.NotEqual(0, context.Database.GetCommandTimeout() ?? 30);
    }

    // Sessions are not reset between uses.
    [PostgreSqlTheory]
    [InlineData("CREATE TABLE messaging_deliveries", true)]
    [InlineData("RESET", false)]
    public async Task Limits_HoldAfterAMigrationThatFailed_OrWhoseSessionCouldNotBeReset(string failing, bool isTold)
    {
        using var database = TestDatabase.CreatePostgreSql();
        var obstacle = new Obstacle(failing);
        var services = new ServiceCollection();
        services.AddMessaging().UsePostgreSql(database.ConnectionString).AddChannel("test", MessageChannel.Email, _ => new RecordingChannelAdapter());
        services.ConfigureDbContext<MessagingDbContext>(o => o.AddInterceptors(obstacle));
        await using var provider = services.BuildServiceProvider();
        var thrown = await Record.ExceptionAsync(() => provider.GetRequiredService<IMessagingClient>().SendAsync(JoinedHost.Request()));
        Assert.Equal((isTold, true), (thrown is not null, obstacle.IsMet));

        await using var context = provider.GetRequiredService<IDbContextFactory<MessagingDbContext>>().CreateDbContext();
        await context.Database.OpenConnectionAsync();
        Assert.Equal("10s,2s,30s,off,off", await ReadAsync(context.Database.GetDbConnection(), null));
    }

    private static async Task<string> ReadAsync(DbConnection connection, DbTransaction? transaction)
    {
        await using var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, $"SELECT {string.Join(" || ',' || ", Names.Select(n => $"current_setting('{n}')"))}");
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private sealed class Obstacle(string failing) : DbCommandInterceptor
    {
        public bool IsMet { get; private set; }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (!command.CommandText.Contains(failing, StringComparison.Ordinal))
            {
                return ValueTask.FromResult(result);
            }

            IsMet = true;
            throw new InvalidOperationException("The test is in the way.");
        }
    }

    private sealed class LimitWatch : DbCommandInterceptor
    {
        public string? WhileMigrating { get; private set; }

        public override async ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            if (command.CommandText.Contains("CREATE TABLE", StringComparison.Ordinal) && command.CommandText.Contains("messaging_deliveries", StringComparison.Ordinal))
            {
                WhileMigrating = $"{await ReadAsync(command.Connection!, command.Transaction)} and {(command.CommandTimeout == 0 ? "no" : "a")} time-out of the command";
            }

            return result;
        }
    }
}
