using Messaging.Preferences;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Architecture.Tests.Docs.Snippets;

/// <summary>The lines of <c>docs/devices.md</c>.</summary>
internal static class DeviceSnippets
{
    public static void SetUp(IServiceCollection services)
    {
        services.AddMessaging().UseSqlite("Data Source=app.db").AddDevices();
    }

    public static async Task SendAsync(IMessagingClient client)
    {
        await client.SendAsync(new MessageRequest
        {
            Channels = [MessageChannel.Push],
            To = ["guest-4711"],
            Content = new InlineContent { Subject = "Your table is ready", Text = "Please come to the bar." },
        });
    }

    public static async Task<(IReadOnlyList<Device> All, bool WasInUse)> UseAsync(IDevices devices, string token)
    {
        var guest = Contact.Person("guest-4711");
        await devices.RegisterAsync(new DeviceRegistration { Person = guest, Token = token, Platform = DevicePlatform.Android, App = "guest-app" });
        IReadOnlyList<Device> all = await devices.ListAsync(guest);
        await devices.UnregisterAsync(guest, token);
        bool wasInUse = await devices.RetireAsync(token);
        return (all, wasInUse);
    }
}
