using System.CommandLine.Invocation;
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

var command = BookingsCommand.Create().Parse(args);
if (command.Action is ParseErrorAction error)
{
    // One line says what is wrong; all the help after it would push it off the screen.
    error.ShowHelp = false;
}

// Ctrl+C is the host's to handle: it stops claiming, lets running sends finish, and gives the rest back.
return await command.InvokeAsync(new() { ProcessTerminationTimeout = null });
