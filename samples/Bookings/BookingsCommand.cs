using System.CommandLine;
using Npgsql;

namespace Bookings;

/// <summary>The command line.</summary>
internal static class BookingsCommand
{
    private static readonly Option<string> Csv = new("--csv") { Description = "The bookings, in the form of bookings.csv.", HelpName = "file", DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, "bookings.csv") };
    private static readonly Option<string> Folder = new("--folder") { Description = "Where the database and the mailbox go.", HelpName = "folder", DefaultValueFactory = _ => DefaultFolder() };
    private static readonly Option<string?> Postgres = new("--postgres") { Description = "Keep messages in PostgreSQL instead of SQLite.", HelpName = "connection string" };
    private static readonly Option<string?> Smtp = new("--smtp") { Description = "Send emails to this server: with STARTTLS (port 465: TLS), to this machine without.", HelpName = "host:port" };
    private static readonly Option<int?> KillAfter = new("--kill-after") { Description = "Kill this process abruptly after so many sends. Then run again without this option.", HelpName = "sends" };
    private static readonly Option<bool> Reset = new("--reset") { Description = "Forget earlier runs: delete the SQLite database and the mailbox in the folder first." };
    private static readonly Option<int> Limit = new("--limit") { Description = "How long to wait for outcomes.", HelpName = "seconds", DefaultValueFactory = _ => 120 };

    public static RootCommand Create()
    {
        var command = new RootCommand("Confirms bookings by email, SMS and in-app, each message once, however often you run it.") { Csv, Folder, Postgres, Smtp, KillAfter, Reset, Limit };
        Smtp.Validators.Add(r => Require(r, r.GetValue(Smtp) is not { } text || SmtpServer.TryParse(text) is not null, "--smtp needs host:port, such as localhost:2525."));
        KillAfter.Validators.Add(r => Require(r, r.GetValue(KillAfter) is not < 1, "--kill-after needs a number from 1."));
        Limit.Validators.Add(r => Require(r, r.GetValue(Limit) > 0, "--limit needs a number of seconds from 1."));
        Postgres.Validators.Add(r => Require(
            r, r.GetValue(Postgres) is not { } text || IsConnectionString(text), "--postgres needs a connection string, such as \"Host=localhost;Username=postgres;Database=bookings\"."));
        command.Validators.Add(r => Require(
            r, !r.GetValue(Reset) || r.GetValue(Postgres) is null, "--reset does not touch a PostgreSQL database. Drop its messaging_ tables, or name another database, and leave the option out."));
        command.SetAction(result => new ConfirmationRun(ToOptions(result)).RunAsync());
        return command;
    }

    private static RunOptions ToOptions(ParseResult result) => new()
    {
        CsvFile = Path.GetFullPath(result.GetRequiredValue(Csv)),
        Folder = Path.GetFullPath(result.GetRequiredValue(Folder)),
        Postgres = result.GetValue(Postgres),
        Smtp = result.GetValue(Smtp) is { } smtp ? SmtpServer.TryParse(smtp) : null,
        KillAfter = result.GetValue(KillAfter),
        Reset = result.GetValue(Reset),
        Limit = TimeSpan.FromSeconds(result.GetRequiredValue(Limit)),
    };

    // Beside the project when run from its build output, so that every run finds the last one's data, whatever the current folder is.
    private static string DefaultFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Bookings.csproj")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? Directory.GetCurrentDirectory(), "data");
    }

    private static bool IsConnectionString(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 };
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Require(System.CommandLine.Parsing.SymbolResult result, bool holds, string otherwise)
    {
        if (!holds)
        {
            result.AddError(otherwise);
        }
    }
}
