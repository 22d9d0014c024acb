using System.Data.Common;
using Messaging.EntityFramework.Tests.Support;
using Messaging.Preferences;
using Messaging.TestTools;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EntityFramework.Tests.Store;

/// <summary>A device that is to go because its person has too many is registered by another person in the last moment.</summary>
public sealed class DeviceRaceTests
{
    private static readonly Contact Lan = Contact.Person("lan");
    private static readonly Contact Duc = Contact.Person("duc");

    [PostgreSqlFact]
    public async Task Register_TheOldestMovesBeforeItGoes_StaysWithItsNewPerson() => Assert.Equal(1, await RaceAsync(guarded: true));

    [PostgreSqlFact]
    public async Task Register_TheOldestMovesBeforeItGoes_WithoutTheGuard_IsLost() => Assert.Equal(0, await RaceAsync(guarded: false));

    private static async Task<int> RaceAsync(bool guarded)
    {
        using var database = TestDatabase.CreatePostgreSql();
        var interruption = new Interruption(guarded);
        await using var host = Services(o => o.UseNpgsql(database.ConnectionString).AddInterceptors(interruption));
        await using var rival = Services(o => o.UseNpgsql(database.ConnectionString));
        var (devices, others) = (host.GetRequiredService<IDevices>(), rival.GetRequiredService<IDevices>());
        interruption.BeforeDelete = () => others.RegisterAsync(Registration(Duc, "token-0"));
        for (var i = 0; i <= Device.MaxPerPerson; i++)
        {
            await devices.RegisterAsync(Registration(Lan, $"token-{i}"));
        }

        Assert.True(interruption.WasThere);
        Assert.Equal(Device.MaxPerPerson, (await devices.ListAsync(Lan)).Count);
        return (await devices.ListAsync(Duc)).Count;
    }

    private static DeviceRegistration Registration(Contact person, string token) => new() { Person = person, Token = token, Platform = DevicePlatform.Android };

    private static ServiceProvider Services(Action<DbContextOptionsBuilder> database)
    {
        var services = new ServiceCollection();
        services.AddMessaging().UseDatabase(database).AddDevices();
        return services.BuildServiceProvider();
    }

    /// <summary>Lets another one act right before devices are deleted, and can take the guard out of the statement.</summary>
    private sealed class Interruption(bool guarded) : DbCommandInterceptor
    {
        public Func<Task> BeforeDelete { get; set; } = () => Task.CompletedTask;

        public bool WasThere { get; private set; }

        public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (command.CommandText.StartsWith("DELETE FROM messaging_devices", StringComparison.Ordinal))
            {
                WasThere = true;
                await BeforeDelete();
                var rest = command.CommandText.IndexOf(" AND ", StringComparison.Ordinal);
                Assert.True(rest > 0);
                command.CommandText = guarded ? command.CommandText : command.CommandText[..rest];
            }

            return result;
        }
    }
}
