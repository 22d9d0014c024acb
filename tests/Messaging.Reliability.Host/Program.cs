using Messaging.Reliability.Host;
using Messaging.Reliability.Host.Ledgers;
using Messaging.Reliability.Host.Mail;
using Messaging.Reliability.Host.Roles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var settings = HostSettings.Parse(args[0]);
var announcer = new Announcer(Console.Out, Console.In);
if (settings.Role is not (HostRole.Dispatch or HostRole.Receive))
{
    return await Errand.RunAsync(settings, announcer);
}

using var host = NodeHost.Build(settings, announcer);
using var ledger = settings.Role == HostRole.Receive ? new Ledger(settings.LedgerFolder, settings.Node, toDisk: false) : null;
using var sink = ledger is null ? null : new SmtpSink(ledger, settings);
var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
lifetime.ApplicationStopping.Register(() => announcer.Say("stopping"));
if (sink is not null)
{
    announcer.Say($"port {sink.Start()}");
    _ = sink.RunAsync(lifetime.ApplicationStopping);
}

await host.StartAsync();
announcer.Say("started");
await host.WaitForShutdownAsync();
return 0;
