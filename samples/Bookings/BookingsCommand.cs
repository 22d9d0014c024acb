using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Npgsql;

namespace Bookings;

/// <summary>The command line.</summary>
internal static class BookingsCommand
{
    private static readonly Option<string> Csv = new("--csv")
    {
        Description = "The bookings, in the form of bookings.csv.",
        HelpName = "file",
        DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, "bookings.csv"),
        CustomParser = Parser<string>(FullPath, "--csv needs the path of a file."),
    };

    private static readonly Option<string> Folder = new("--folder")
    {
        Description = "Where the database and the mailbox go.",
        HelpName = "folder",
        DefaultValueFactory = _ => DefaultFolder(),
        CustomParser = Parser<string>(FullPath, "--folder needs the path of a folder."),
    };

    private static readonly Option<string?> Postgres = new("--postgres")
    {
        Description = "Keep messages in PostgreSQL instead of SQLite.",
        HelpName = "connection string",
        CustomParser = Parser<string?>(
            text => IsConnectionString(text) ? text : null, "--postgres needs a connection string, such as \"Host=localhost;Username=postgres;Database=bookings\"."),
    };

    private static readonly Option<SmtpServer?> Smtp = new("--smtp")
    {
        Description = "Send emails to this server: with STARTTLS (port 465: TLS), to this machine without.",
        HelpName = "host:port",
        CustomParser = Parser<SmtpServer?>(SmtpServer.TryParse, "--smtp needs host:port, such as localhost:2525."),
    };

    private static readonly Option<RealProvider?> Provider = new("--provider")
    {
        Description = $"Send one confirmation over a real provider, to yourself: {string.Join(", ", RealProviders.All.Select(p => p.Name))}. Its keys and your address come from the environment.",
        HelpName = "name",
        CustomParser = Parser<RealProvider?>(RealProviders.Find, $"--provider knows {string.Join(", ", RealProviders.All.Select(p => p.Name))}."),
    };

    private static readonly Option<Uri?> BaseUrl = new("--base-url")
    {
        Description = "With --provider: send to this address instead of the provider's, such as a stand-in on this machine. MESSAGING_BASE_URL does the same.",
        HelpName = "address",
        CustomParser = Parser<Uri?>(ProviderKeys.ParseAddress, "--base-url needs an address, such as http://127.0.0.1:8025."),
    };

    private static readonly Option<int?> KillAfter = new("--kill-after")
    {
        Description = "Kill this process abruptly after so many sends. Then run again without this option.",
        HelpName = "sends",
        CustomParser = Parser<int?>(PositiveNumber, "--kill-after needs a number from 1."),
    };

    private static readonly Option<bool> Reset = new("--reset")
    {
        Description = "Forget earlier runs: delete the SQLite database and the mailbox in the folder first.",
        Arity = ArgumentArity.Zero,
    };

    private static readonly Option<int?> Limit = new("--limit")
    {
        Description = "How long to wait for outcomes.",
        HelpName = "seconds",
        DefaultValueFactory = _ => 120,
        CustomParser = Parser<int?>(PositiveNumber, "--limit needs a number of seconds from 1."),
    };

    public static RootCommand Create()
    {
        var command = new RootCommand("Confirms bookings by email, SMS and in-app, each message once, however often you run it.") 
        {
            Csv, Folder, Postgres, Smtp, Provider, BaseUrl, KillAfter, Reset, Limit,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(Reset) is { Implicit: false } && result.GetResult(Postgres) is { Implicit: false })
            {
                result.AddError("--reset does not touch a PostgreSQL database. Drop its messaging_ tables, or name another database, and leave the option out.");
            }
        });
        command.Validators.Add(result =>
        {
            var isTrial = result.GetResult(Provider) is { Implicit: false };
            if (isTrial && new Option[] { Postgres, Smtp, KillAfter }.FirstOrDefault(o => result.GetResult(o) is { Implicit: false }) is { } other)
            {
                result.AddError($"--provider sends one message from a database of its own. Leave {other.Name} out.");
            }

            if (!isTrial && result.GetResult(BaseUrl) is { Implicit: false })
            {
                result.AddError("--base-url says where a provider is. Name one with --provider.");
            }
        });
        command.SetAction(result => new ConfirmationRun(ToOptions(result)).RunAsync());
        return command;
    }

    private static RunOptions ToOptions(ParseResult result) => new()
    {
        CsvFile = result.GetRequiredValue(Csv),
        Folder = result.GetRequiredValue(Folder),
        Postgres = result.GetValue(Postgres),
        Smtp = result.GetValue(Smtp),
        Trial = result.GetValue(Provider) is { } provider ? new Trial(provider, new ProviderKeys(Environment.GetEnvironmentVariable, result.GetValue(BaseUrl))) : null,
        KillAfter = result.GetValue(KillAfter),
        Reset = result.GetValue(Reset),
        Limit = TimeSpan.FromSeconds(result.GetRequiredValue(Limit)!.Value),
    };

    // A validator would see the value only after it was converted, and what cannot be converted throws there.
    private static Func<ArgumentResult, T?> Parser<T>(Func<string, T?> read, string otherwise) => argument =>
    {
        var value = argument.Tokens is [var token] ? read(token.Value) : default;
        if (value is null)
        {
            argument.AddError(otherwise);
        }

        return value;
    };

    private static string? FullPath(string text) => string.IsNullOrWhiteSpace(text) ? null : Path.GetFullPath(text);

    private static int? PositiveNumber(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

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
}
