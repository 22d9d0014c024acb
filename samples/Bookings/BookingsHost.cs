using Messaging;
using Messaging.Providers.Smtp;
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
        var messaging = builder.Services.AddMessaging()
            .AddTemplateFolder("templates")
            .AddInApp()
            .AddMailbox(o => (o.Folder, o.From) = (options.MailboxFolder, Sender))
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
        if (options.Smtp is { } server)
        {
            messaging.AddSmtp(o => Configure(o, server));
        }

        if (options.KillAfter is { } sends)
        {
            var killSwitch = new KillSwitch(sends);
            messaging.WrapChannels((_, connection) => new KillingChannelAdapter(connection.Adapter, killSwitch));
        }

        return builder.Build();
    }

    private static void Configure(SmtpOptions smtp, SmtpServer server)
    {
        (smtp.Host, smtp.Port, smtp.From) = (server.Host, server.Port, Sender);
        smtp.Security = server.IsThisMachine ? SmtpSecurity.None : server.Port == 465 ? SmtpSecurity.Implicit : SmtpSecurity.StartTls;
    }
}
