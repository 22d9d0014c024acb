using System.Text;
using Bookings;
using Spectre.Console;

Console.OutputEncoding = Encoding.UTF8;
if (Console.IsOutputRedirected)
{
    // Without a terminal nobody sees colours, there is no width to fit into, and a line break inside an id or a path would only be in the way.
    AnsiConsole.Profile.Capabilities.Ansi = false;
    AnsiConsole.Profile.Width = 500;
}

// Ctrl+C is the host's to handle: it stops claiming, lets running sends finish, and gives the rest back.
return await BookingsCommand.Create().Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = null });
