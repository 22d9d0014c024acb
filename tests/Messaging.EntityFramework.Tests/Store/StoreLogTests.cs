using Messaging.EntityFramework.Tests.Support;
using Messaging.Testing;
using Messaging.TestTools;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Messaging.EntityFramework.Tests.Store;

/// <summary>A dispatcher at work polls and sweeps for years: its statements are no news to the host's log.</summary>
public sealed class StoreLogTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public Task Sqlite_MessageSentAndRecorded_LogsNoStatement() => SendAsync(TestDatabase.CreateSqlite());

    [PostgreSqlFact]
    public Task PostgreSql_MessageSentAndRecorded_LogsNoStatement() => SendAsync(TestDatabase.CreatePostgreSql());

    private static async Task SendAsync(TestDatabase database)
    {
        using var _ = database;
        using var log = new LogList();
        var adapter = new RecordingChannelAdapter();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        database.Use(builder.Services.AddMessaging().AddChannel("test", MessageChannel.Email, _ => adapter));
        using (var host = builder.Build())
        {
            await host.StartAsync();
            await host.Services.GetRequiredService<IMessagingClient>().SendAsync(new MessageRequest
            {
                To = [new Recipient { Email = "linh@example.org" }],
                Content = new InlineContent { Subject = "Hello", Text = "World" },
            });
            await adapter.NextAsync().AsTask().WaitAsync(Patience);
            await host.StopAsync();
        }

        var told = log.Lines.Where(l => !l.StartsWith("Debug", StringComparison.Ordinal) && l.Contains("EntityFrameworkCore", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(told);
        Assert.All(told, l => Assert.StartsWith("Information Microsoft.EntityFrameworkCore.Migrations: Applying migration '", l, StringComparison.Ordinal));
        Assert.Contains(log.Lines, l => l.StartsWith("Debug Microsoft.EntityFrameworkCore.Database.Command", StringComparison.Ordinal));
    }
}
