using Messaging.EntityFramework.Tests.Support;
using Messaging.Storage;
using Messaging.Testing;
using Messaging.TestTools;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Messaging.EntityFramework.Tests.Store;

/// <summary>What goes wrong with a database is a typed error that says what to do, and nothing is half-stored.</summary>
public sealed class StoreErrorTests
{
    [Fact]
    public async Task Send_UnreachableServer_SaysSoAndMayBeTriedAgain()
    {
        await using var services = Services(b => b.UsePostgreSql("Host=127.0.0.1;Port=1;Username=x;Password=topsecret;Database=y;Timeout=2"));
        var error = await Assert.ThrowsAsync<MessageStoreException>(() => SendAsync(services));
        Assert.True(error.IsTransient);
        Assert.Contains("cannot be reached", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("topsecret", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("example.org", error.ToString(), StringComparison.Ordinal);
    }

    [PostgreSqlFact]
    public async Task Send_MissingDatabase_SaysSo()
    {
        using var database = TestDatabase.CreatePostgreSql();
        await using var services = Services(b => b.UsePostgreSql(database.ConnectionString.Replace("Database=test_", "Database=gone_", StringComparison.Ordinal), o => o.MigrateAtStart = false));
        var error = await Assert.ThrowsAsync<MessageStoreException>(() => SendAsync(services));
        Assert.Contains("does not exist", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ReadOnlyFile_SaysSoAndIsPermanent()
    {
        using var database = TestDatabase.CreateSqlite();
        await using (var first = Services(b => b.UseSqlite(database.ConnectionString)))
        {
            await SendAsync(first);
        }

        await using var services = new ServiceCollection().Also(s => s.AddMessaging()
            .UseDatabase(o => o.UseSqlite(database.ConnectionString + ";Mode=ReadOnly"))
            .AddChannel("test", MessageChannel.Email, _ => new RecordingChannelAdapter())).BuildServiceProvider();
        var error = await Assert.ThrowsAsync<MessageStoreException>(() => SendAsync(services));
        Assert.False(error.IsTransient);
        Assert.Contains("read-only", error.Message, StringComparison.Ordinal);
        Assert.Single((await services.GetRequiredService<IMessagingClient>().ListAsync(new MessageQuery())).Messages);
    }

    [Theory]
    [InlineData("app.db", "Data Source=app.db")]
    [InlineData("Data Source=:memory:", "UseInMemoryStore()")]
    [InlineData("Data Source=x;Mode=Memory;Cache=Shared", "UseInMemoryStore()")]
    public void Set_WrongConnectionString_NamesARightOne(string text, string told) =>
        Assert.Contains(told, Assert.Throws<ArgumentException>(() => new ServiceCollection().AddMessaging().UseSqlite(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Set_TwoStores_NamesBothAndNoSecret()
    {
        var builder = new ServiceCollection().AddMessaging().UsePostgreSql("Host=one;Password=topsecret").UsePostgreSql("Host=one;Password=topsecret");
        var twice = Assert.Throws<MessagingConfigurationException>(() => builder.UsePostgreSql("Host=two;Password=topsecret"));
        var other = Assert.Throws<MessagingConfigurationException>(() => builder.UseDbContext<HostDbContext>());
        Assert.Contains("two different databases", twice.Message, StringComparison.Ordinal);
        Assert.Contains("UseDbContext<HostDbContext>()", other.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("topsecret", twice.Message + other.Message, StringComparison.Ordinal);
    }

    [PostgreSqlFact]
    public async Task Query_TextThatNoRowCanHold_IsATypedError()
    {
        using var database = TestDatabase.CreatePostgreSql();
        await using var services = Services(b => b.UsePostgreSql(database.ConnectionString));
        var client = services.GetRequiredService<IMessagingClient>();
        await Assert.ThrowsAsync<InvalidMessageException>(() => client.FindAsync(Guid.NewGuid(), "a\0b"));
        await Assert.ThrowsAsync<InvalidMessageException>(() => client.CancelAsync(Guid.NewGuid(), "a\uD800b"));
        await Assert.ThrowsAsync<InvalidMessageException>(() => client.ListAsync(new MessageQuery { RecipientId = "a\0" }));
    }

    [Fact]
    public async Task Send_MissingFolder_SaysSo()
    {
        await using var services = Services(b => b.UseSqlite($"Data Source={Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "x.db")}"));
        var error = await Assert.ThrowsAsync<MessageStoreException>(() => SendAsync(services));
        Assert.Contains("cannot be opened", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_FileThatIsNoDatabase_SaysSo()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "x.db");
        await File.WriteAllTextAsync(file, new string('x', 10_000));
        await using var services = Services(b => b.UseSqlite($"Data Source={file};Pooling=False"));
        var error = await Assert.ThrowsAsync<MessageStoreException>(() => SendAsync(services));
        Assert.Contains("no database", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    public async Task Send_HostsTablesMissing_NamesTheMigration(bool sqlite) => await MissingTablesAsync(sqlite);

    [PostgreSqlFact]
    public Task Send_HostsTablesMissingOnPostgreSql_NamesTheMigration() => MissingTablesAsync(sqlite: false);

    [Fact]
    public async Task Start_ContextWithoutMessagingTables_NamesTheCall()
    {
        using var database = TestDatabase.CreateSqlite();
        var error = await StartFailsAsync(s =>
        {
            s.AddDbContext<PlainDbContext>(o => database.Use(o));
            s.AddMessaging().UseDbContext<PlainDbContext>().AddChannel("test", MessageChannel.Email, _ => new RecordingChannelAdapter());
        });
        Assert.Contains("modelBuilder.AddMessaging(Database.ProviderName)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ContextNotRegistered_NamesTheCall()
    {
        var error = await StartFailsAsync(s => s.AddMessaging().UseDbContext<HostDbContext>().AddChannel("test", MessageChannel.Email, _ => new RecordingChannelAdapter()));
        Assert.Contains("AddDbContext<HostDbContext>", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_InAppWithoutItsTable_AndTheTableWithoutInApp_AreBothRefused()
    {
        using var database = TestDatabase.CreateSqlite();
        var without = await StartFailsAsync(s =>
        {
            s.AddDbContext<HostDbContext>(o => database.Use(o));
            s.AddMessaging().UseDbContext<HostDbContext>().AddInApp().AddChannel("test", MessageChannel.Email, _ => new RecordingChannelAdapter());
        });
        Assert.Contains("o.Inbox = true", without.Message, StringComparison.Ordinal);
        var unused = await StartFailsAsync(s =>
        {
            s.AddDbContext<InboxHostDbContext>(o => database.Use(o));
            s.AddMessaging().UseDbContext<InboxHostDbContext>().AddChannel("test", MessageChannel.Email, _ => new RecordingChannelAdapter());
        });
        Assert.Contains("AddInApp()", unused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DevicesWithoutTheirTable_AndTheTableWithoutDevices_AreBothRefused()
    {
        using var database = TestDatabase.CreateSqlite();
        var without = await StartFailsAsync(s =>
        {
            s.AddDbContext<HostDbContext>(o => database.Use(o));
            s.AddMessaging().UseDbContext<HostDbContext>().AddDevices().AddChannel("test", MessageChannel.Email, _ => new RecordingChannelAdapter());
        });
        Assert.Contains("o.Devices = true", without.Message, StringComparison.Ordinal);
        var unused = await StartFailsAsync(s =>
        {
            s.AddDbContext<DeviceHostDbContext>(o => database.Use(o));
            s.AddMessaging().UseDbContext<DeviceHostDbContext>().AddChannel("test", MessageChannel.Email, _ => new RecordingChannelAdapter());
        });
        Assert.Contains("AddDevices()", unused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DatabaseNotThereYet_DoesNotFaultTheHost()
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddMessaging().UsePostgreSql("Host=127.0.0.1;Port=1;Username=x;Database=y;Timeout=1").AddChannel("test", MessageChannel.Email, _ => new RecordingChannelAdapter());
        using var host = builder.Build();
        await host.StartAsync();
        await host.StopAsync();
    }

    private static async Task MissingTablesAsync(bool sqlite)
    {
        using var database = TestDatabase.Create(sqlite);
        await using var services = new ServiceCollection().Also(s =>
        {
            s.AddDbContext<HostDbContext>(o => database.Use(o));
            s.AddMessaging().UseDbContext<HostDbContext>().AddChannel("test", MessageChannel.Email, _ => new RecordingChannelAdapter());
        }).BuildServiceProvider();
        var error = await Assert.ThrowsAsync<MessageStoreException>(() => SendAsync(services));
        Assert.Contains("Apply the migrations of HostDbContext", error.Message, StringComparison.Ordinal);
    }

    private static async Task<MessagingConfigurationException> StartFailsAsync(Action<IServiceCollection> configure)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        configure(builder.Services);
        using var host = builder.Build();
        return await Assert.ThrowsAsync<MessagingConfigurationException>(() => host.StartAsync());
    }

    private static ServiceProvider Services(Action<MessagingBuilder> configure) =>
        new ServiceCollection().Also(s => configure(s.AddMessaging().AddChannel("test", MessageChannel.Email, _ => new RecordingChannelAdapter()))).BuildServiceProvider();

    private static Task<SendReceipt> SendAsync(IServiceProvider services) => services.GetRequiredService<IMessagingClient>().SendAsync(JoinedHost.Request());
}
