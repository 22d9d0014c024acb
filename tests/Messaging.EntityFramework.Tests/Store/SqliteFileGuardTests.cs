using Messaging.EntityFramework.Tests.Support;
using Messaging.Testing;
using Microsoft.Extensions.Hosting;

namespace Messaging.EntityFramework.Tests.Store;

public class SqliteFileGuardTests
{
    [Fact]
    public async Task Start_SecondDispatcherOnTheFile_IsRefusedUntilTheFirstHasStopped()
    {
        using var database = TestDatabase.CreateSqlite();
        using var first = Build(database.ConnectionString);
        await first.StartAsync();
        using (var second = Build(database.ConnectionString))
        {
            var refusal = await Assert.ThrowsAsync<MessagingConfigurationException>(() => second.StartAsync());
            Assert.Contains("test.db", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("SendOnly = true", refusal.Message, StringComparison.Ordinal);
        }

        await first.StopAsync();
        using var third = Build(database.ConnectionString);
        await third.StartAsync();
        await third.StopAsync();
    }

    [Fact]
    public async Task Start_SendOnlyBesideADispatcher_IsWelcome()
    {
        using var database = TestDatabase.CreateSqlite();
        using var first = Build(database.ConnectionString);
        await first.StartAsync();
        using var second = Build(database.ConnectionString, sendOnly: true);
        await second.StartAsync();
        await second.StopAsync();
        await first.StopAsync();
    }

    [Fact]
    public async Task Start_HostDisposedWithoutBeingStopped_LeavesThePlace()
    {
        using var database = TestDatabase.CreateSqlite();
        using (var first = Build(database.ConnectionString))
        {
            await first.StartAsync();
        }

        using var second = Build(database.ConnectionString);
        await second.StartAsync();
        await second.StopAsync();
    }

    [Fact]
    public async Task Start_FileOnANetworkShare_IsRefusedWithTheReason()
    {
        using var host = Build("Data Source=//files/share/messages.db");
        var refusal = await Assert.ThrowsAsync<MessagingConfigurationException>(() => host.StartAsync());
        Assert.Contains("network share", refusal.Message, StringComparison.Ordinal);
    }

    private static IHost Build(string connectionString, bool sendOnly = false)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddMessaging(o => o.SendOnly = sendOnly).UseSqlite(connectionString).AddChannel("test", MessageChannel.Email, _ => new RecordingChannelAdapter());
        return builder.Build();
    }
}
