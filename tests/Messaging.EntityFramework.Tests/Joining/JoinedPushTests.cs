using Messaging.EntityFramework.Tests.Support;
using Messaging.Preferences;
using Messaging.Testing;
using Messaging.TestTools;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Messaging.EntityFramework.Tests.Joining;

/// <summary>A push that is part of the host's transaction finds its devices on the host's own connection.</summary>
public sealed class JoinedPushTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Sqlite_JoinedPush_GoesToTheDevices(bool buffered) => SendAsync(sqlite: true, buffered);

    [PostgreSqlTheory]
    [InlineData(true)]
    [InlineData(false)]
    public Task PostgreSql_JoinedPush_GoesToTheDevices(bool buffered) => SendAsync(sqlite: false, buffered);

    private static async Task SendAsync(bool sqlite, bool buffered)
    {
        using var database = TestDatabase.Create(sqlite);
        var services = new ServiceCollection().AddSingleton<TimeProvider>(new ManualTimeProvider());
        services.AddMessaging().UseDbContext<DeviceHostDbContext>().AddDevices().AddChannel("push", MessageChannel.Push, _ => new RecordingChannelAdapter());

        // One connection in all: a second one would be waited for in vain.
        var alone = sqlite ? database.ConnectionString : new NpgsqlConnectionStringBuilder(database.ConnectionString) { MaxPoolSize = 1, Timeout = 3 }.ConnectionString;
        services.AddDbContext<DeviceHostDbContext>(o => _ = sqlite ? o.UseSqlite(alone) : o.UseNpgsql(alone));
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DeviceHostDbContext>();
        await db.Database.EnsureCreatedAsync();
        var devices = provider.GetRequiredService<IDevices>();
        foreach (var token in new[] { "phone", "tablet" })
        {
            await devices.RegisterAsync(new DeviceRegistration { Person = Contact.Person("lan"), Token = token, Platform = DevicePlatform.Ios });
        }

        var request = new MessageRequest { Content = new InlineContent { Subject = "Hello", Text = "Body" }, To = ["lan"], Channels = [MessageChannel.Push] };
        await using (var transaction = buffered ? null : await db.Database.BeginTransactionAsync())
        {
            Assert.Equal(2, (await db.Messaging().SendAsync(request)).Messages.Count);
            await db.SaveChangesAsync();
            await (transaction?.CommitAsync() ?? Task.CompletedTask);
        }

        var stored = (await provider.GetRequiredService<IMessagingClient>().ListAsync(new Storage.MessageQuery())).Messages;
        Assert.Equal(2, stored.Count);
        Assert.All(stored, m => Assert.Equal(DecisionCode.SendNow, m.Message.PlannedCode));
    }
}
