using Messaging;
using Microsoft.Extensions.Hosting;

namespace Bookings;

/// <summary>The set-up: which database, which channels, which templates.</summary>
internal static class BookingsHost
{
    /// <summary>How long the messages of a run that was killed stay its own.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    private const string Sender = "Haff Bookings <bookings@example.org>";

    public static IHost Build(RunOptions options)
    {
        // An empty builder brings no console log, whose lines would tear the progress bar.
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        // No quiet hours for SMS: this program may be tried at night, by the clocks of guests all over the world.
        var messaging = builder.Services.AddMessaging(o => o.SendHours.Clear())
            .AddTemplateFolder("templates")
            .ConfigureDispatcher(o =>
            {
                // The default lease of 30 seconds suits a server. Here somebody waits for it after --kill-after.
                o.LeaseDuration = Lease;
                o.HeartbeatInterval = TimeSpan.FromSeconds(1);
                o.SafetyMargin = TimeSpan.FromSeconds(1);
                o.SweepInterval = TimeSpan.FromSeconds(1);
                o.ProviderTimeout = TimeSpan.FromSeconds(6);

                // Also the most that can be in doubt after a crash.
                o.MaxInFlight = 8;
            });
        _ = options.Postgres is { } connectionString ? messaging.UsePostgreSql(connectionString) : messaging.UseSqlite($"Data Source={options.DatabaseFile}");
        AddChannels(messaging, options);

        if (options.KillAfter is { } sends)
        {
            var killSwitch = new KillSwitch(sends);
            messaging.AddChannelLayer((_, connection) => new KillingChannelAdapter(connection.Adapter, killSwitch));
        }

        return builder.Build();
    }

    private static void AddChannels(MessagingBuilder messaging, RunOptions options)
    {
        if (options.Trial is { } trial)
        {
            messaging.Services.AddMessaging(o => o.DefaultChannels = [trial.Provider.Channel]);
            trial.AddTo(messaging);
            return;
        }

        messaging.AddInApp().AddMailbox(o => (o.Folder, o.From) = (options.MailboxFolder, Sender));
        if (options.Smtp is { } server)
        {
            messaging.AddSmtp(o => (o.Host, o.Port, o.Security, o.From) = (server.Host, server.Port, server.Security, Sender));
        }
    }
}
